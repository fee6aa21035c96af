import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpClient } from '../helpers/http/http-client.ts'
import { readPage } from '../helpers/page/read-page.ts'
import { loadPage } from '../helpers/session/page-files.ts'

/**
 * What a page with that many megabytes of scripts costs: CPU, and the most memory beyond that before it was read. Run in a
 * process of its own for each size: `node run.mjs bench/bench-page.ts 20`, or with the number of files: `20 1`.
 */
export async function main([size, number]: readonly string[]): Promise<number> {
  const megabytes = Number(size ?? 20)
  const piece =
    '(()=>{const a={b:1,url:"https://docs.example.net/start",c:[1,2,3].map(x=>x*2)};return a.b+a.c})();\n'
  const files = Number(number ?? Math.max(1, Math.round(megabytes / 5)))
  const body = Buffer.from(piece.repeat(Math.round((megabytes * 1e6) / files / piece.length)))
  const server = createServer((request, response) => {
    const type = { 'content-type': 'text/javascript' }
    response.writeHead(200, type).end(request.url === '/' ? '' : body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const html = `<!doctype html>${Array.from({ length: files }, (_, at) => `<script src="/${at}.js"></script>`).join('')}`
  const client = createHttpClient({ timeoutMs: 30_000, userAgent: 'bench', processEnv: {} })
  const answer = await client.ask({ method: 'GET', url })
  if (answer.kind === 'no-answer') throw new Error(answer.detail)
  const parts = await readPage(html, url)
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 5)
  const cpu = process.cpuUsage()
  const loaded = await loadPage(answer, parts, {
    hosts: ['api.example.com'],
    ask: (file, headers, bodyLimitBytes) =>
      client.ask({ method: 'GET', url: file, headers, bodyLimitBytes }),
  })
  const { user, system } = process.cpuUsage(cpu)
  clearInterval(watch)
  most = Math.max(most, process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024)
  process.stdout.write(
    `${megabytes} MB in ${loaded.files.length} files: ${((user + system) / 1e6).toFixed(2)} s of CPU, ${((most - before) / 1e6).toFixed(0)} MB of memory at most\n`,
  )
  await client.close()
  server.closeAllConnections()
  server.close()
  return 0
}
