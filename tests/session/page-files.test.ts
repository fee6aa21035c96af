import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { whyNotLoaded } from '../../helpers/diagnosis/judges/page/why-not-loaded.ts'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { loadPage } from '../../helpers/session/page-files.ts'
import { asked, page } from '../diagnosis/support/facts.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done))
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Loads a page that stands at `url`, over real sockets; the requests that it made, and the files that browsers do not use. */
async function load(html: string, url: string, headers = {}) {
  const client = createHttpClient({ timeoutMs: 2000, userAgent: 'test', processEnv: {} })
  const requested: { readonly url: string; readonly origin: string | undefined }[] = []
  let underWay = 0
  let most = 0
  const loaded = await loadPage(
    asked(page(200, html, headers), { url }),
    await readPage(html, url),
    {
      hosts: ['api.example.com'],
      ask: async (file, options) => {
        requested.push({ url: file, origin: options.headers?.origin })
        underWay += 1
        most = Math.max(most, underWay)
        const exchange = await client.ask({
          method: 'GET',
          url: file,
          ...options,
          again: 'never',
        })
        underWay -= 1
        return exchange
      },
    },
  )
  await client.close()
  const refused = loaded.files.flatMap((file) => {
    const why = whyNotLoaded(file, { url, mode: 'standards' })
    return why === undefined ? [] : [`${new URL(file.file.url).pathname} ${why}`]
  })
  return { loaded, requested, refused, most }
}

const JS = { 'content-type': 'text/javascript' }

describe('the files of a page', () => {
  test('are those of any host; imports are followed one step deep, redirects as browsers do', async () => {
    const cdn = await serve((request, response) => {
      if (request.url === '/lib@1.js') response.writeHead(302, { location: '/lib@1.2.3.js' }).end()
      else
        response
          .writeHead(200, { ...JS, 'access-control-allow-origin': '*' })
          .end('import("./more.js")')
    })
    const own = await serve((request, response) => {
      if (request.url === '/gone.js') response.writeHead(404).end()
      else if (request.url === '/lazy.js') response.writeHead(200, JS).end('import("./deeper.js")')
      else response.writeHead(200, JS).end('import("./lazy.js");import("./gone.js");import("fs")')
    })
    const html = `<!doctype html><script src="/app.js"></script>
      <script type="module" src="${cdn}/lib@1.js"></script>
      <script>const api = "https://api.example.com"</script>`
    const { loaded, requested, refused } = await load(html, `${own}/`)
    expect(requested).toEqual([
      { url: `${own}/app.js`, origin: undefined },
      { url: `${cdn}/lib@1.js`, origin: own },
      { url: `${cdn}/lib@1.2.3.js`, origin: own },
      { url: `${own}/lazy.js`, origin: undefined },
      { url: `${own}/gone.js`, origin: undefined },
      { url: `${cdn}/more.js`, origin: own },
    ])
    expect(refused).toEqual(['/gone.js is answered with 404'])
    expect(loaded).toMatchObject({ isWhole: true, reading: { names: ['api.example.com'] } })
  })

  test('are bounded, four at a time, and only the beginning of each is kept', async () => {
    const own = await serve((request, response) => {
      setTimeout(() => response.writeHead(200, JS).end(`${request.url}${' '.repeat(100_000)}`), 5)
    })
    const names = Array.from({ length: 60 }, (_, at) => `<script src="/${at}.js"></script>`)
    const { loaded, requested, most } = await load(names.join(''), `${own}/`)
    expect(requested).toHaveLength(40)
    expect(most).toBe(4)
    expect(loaded.isWhole).toBe(false)
    for (const { exchange } of loaded.files)
      expect(exchange.kind === 'answer' && exchange.text.length).toBeLessThan(500)
  })

  test('are not requested of this machine, unless the page is of this machine', async () => {
    const html = '<script src="http://localhost:5173/main.js"></script>'
    const { loaded, requested } = await load(html, 'https://app.example.com/')
    expect(requested).toEqual([])
    expect(loaded.onUsersMachine).toEqual(['http://localhost:5173/main.js'])
  })

  test('go round in redirects no longer than browsers follow them', async () => {
    const own = await serve((_, response) => response.writeHead(302, { location: '/a.js' }).end())
    const { requested, refused } = await load('<script src="/a.js"></script>', `${own}/`)
    expect(requested).toHaveLength(6)
    expect(refused).toEqual(['/a.js is answered with 302'])
  })

  test('that are large are requested once, and read whole', async () => {
    const large = Buffer.alloc(5_000_000, '/* not shown */\n').toString()
    const own = await serve((_, response) => {
      response.writeHead(200, JS).end(`${large}fetch("http://localhost:8000/")`)
    })
    const html = '<!doctype html><script src="/a.js"></script><script src="/b.js"></script>'
    const { loaded, requested } = await load(html, `${own}/`)
    expect(requested.map(({ url }) => url.slice(own.length)).sort()).toEqual(['/a.js', '/b.js'])
    expect(loaded.files.map(({ reading }) => reading.strays[0]?.kind)).toEqual([
      'loopback',
      'loopback',
    ])
  })
})
