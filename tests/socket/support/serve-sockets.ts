import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { type Served, serve } from '../../http/support/serve.ts'

export interface ServedSockets extends Served {
  /** What each handshake asked, oldest first. */
  readonly asked: readonly IncomingMessage[]
}

export interface Serving extends Omit<ServerOptions, 'port' | 'server'> {
  readonly onSocket?: (socket: WebSocket, request: IncomingMessage) => void
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** A real WebSocket server on a free loopback port, closed with the test. */
export async function serveSockets({
  onSocket,
  tls,
  ...options
}: Serving = {}): Promise<ServedSockets> {
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  const asked: IncomingMessage[] = []
  server.on('upgrade', (request) => asked.push(request))
  const sockets = new WebSocketServer({ server, ...options })
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => {})
    onSocket?.(socket, request)
  })
  const served = await serve(server, tls === undefined ? 'http' : 'https')
  return { ...served, url: served.url.replace('http', 'ws'), asked }
}
