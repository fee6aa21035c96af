import { createServer, type RequestListener } from 'node:http'

/** A server on a free loopback port. */
export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/**
 * Takes a free port first, and builds the server for it second: an issuer must know its own URL before it can answer.
 */
export async function listen(serverFor: (url: string) => RequestListener): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  server.on('request', serverFor(url))
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
