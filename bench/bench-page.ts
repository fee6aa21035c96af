import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createHttpClient } from '../helpers/http/http-client.ts'
import { readPage } from '../helpers/page/read-page.ts'
import { loadPage } from '../helpers/session/page-files.ts'

/**
 * What a page with that many megabytes of minified scripts, sent as gzip, costs: CPU, and the most memory beyond that before it was read. Run in a
 * process of its own for each size: `node run.mjs bench/bench-page.ts 20`, or with the number of files: `20 1`.
 */
export async function main([size, number]: readonly string[]): Promise<number> {
  const megabytes = Number(size ?? 20)
  const piece = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'))
  const files = Number(number ?? Math.max(1, Math.round(megabytes / 5)))
  const copies = Math.max(1, Math.round((megabytes * 1e6) / files / piece.length))
  const body = gzipSync(Buffer.concat(Array.from({ length: copies }, () => piece)))
  const server = createServer((request, response) => {
    const type = { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }
    if (request.url === '/') response.end()
    else response.writeHead(200, type).end(body)
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
  }, 25)
  const cpu = process.cpuUsage()
  const loaded = await loadPage(answer, parts, {
    hosts: ['api.example.com'],
    ask: (file, { headers, ...options }) =>
      client.ask({
        method: 'GET',
        url: file,
        headers: { 'accept-encoding': 'gzip', ...headers },
        ...options,
      }),
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
