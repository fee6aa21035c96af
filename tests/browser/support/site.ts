import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type PublicNames, startPublicNames } from '../../support/public-names.ts'

/** The answer at one address; without a type, that of the path's ending. */
export interface Reply {
  readonly status?: number
  /** A list of values is sent as that many lines. `'content-type': ''` sends none. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
}

/** The page, its files, its API: replies by host and path, `app.smoke.example/app.js`; a path with `*` at its end is a beginning. */
export type Site = Readonly<
  Record<string, Reply | ((headers: Readonly<Record<string, string>>, method: string) => Reply)>
>

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
}

export interface Served {
  readonly names: PublicNames
  /** PEM of the root that signed the certificates. */
  readonly authority: string
  close(): Promise<void>
}

/** Serves a site under public names, by http and by https, as the browser and the product reach them alike. */
export async function serveSite(site: Site): Promise<Served> {
  const server = createServer((request, response) => {
    request.resume()
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const at = `${request.headers.host}${path}`
    const found = site[at] ?? Object.entries(site).find(([key]) => isBeginning(key, at))?.[1]
    const headers = request.headers as Readonly<Record<string, string>>
    const reply = typeof found === 'function' ? found(headers, request.method ?? 'GET') : found
    const { status = 200, body = '' } = reply ?? { status: 404, body: 'not found' }
    const all = { 'content-type': typeOf(path), ...reply?.headers }
    for (const [name, value] of Object.entries(all)) {
      if (value !== '') response.setHeader(name, value)
    }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const hosts = new Set(Object.keys(site).map((key) => key.split(/[/:]/)[0] ?? ''))
  const names = await startPublicNames(Object.fromEntries([...hosts].map((host) => [host, port])))
  return {
    names,
    authority: await readFile(names.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8'),
    close: async () => {
      await names.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The type that web servers give to a path, by its ending. */
export function typeOf(path: string): string {
  return TYPES[/\.(\w+)$/.exec(path)?.[1] ?? 'html'] ?? 'application/octet-stream'
}

function isBeginning(key: string, at: string): boolean {
  return key.endsWith('*') && at.startsWith(key.slice(0, -1))
}
