import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cleanup } from './software.ts'

/** A small server of the harness on a free loopback port, ended with the row; gives its URL. */
export async function serve(listener: RequestListener, cleanup: Cleanup): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  cleanup.add(async () => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The web app whose pages open a socket: `web` in the contract. */
export function serveWebApp(cleanup: Cleanup): Promise<string> {
  return serve((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"status":"ok","service":"web"}')
  }, cleanup)
}
