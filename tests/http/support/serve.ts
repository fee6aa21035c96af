import { createServer, type Server as HttpServer, type RequestListener } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'

/** A real server on a free loopback port, closed with the test. */
export interface Served {
  readonly url: string
  readonly port: number
  /** Connections accepted so far. */
  readonly connections: () => number
}

export async function serveHttp(
  listener: RequestListener,
): Promise<Served & { server: HttpServer }> {
  const server = createServer(listener)
  return { ...(await serve(server)), server }
}

/** A server that says `answer` to whatever comes, and then does `after`. */
export function serveBytes(
  answer: string,
  after: (socket: Socket) => void = () => {},
): Promise<Served> {
  return serveTcp((socket) => {
    socket.once('data', () => {
      socket.write(answer, 'latin1')
      after(socket)
    })
  })
}

export function serveTcp(onSocket: (socket: Socket) => void): Promise<Served> {
  return serve(createTcpServer(onSocket))
}

export async function serve(server: Server, scheme: 'http' | 'https' = 'http'): Promise<Served> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket.on('error', () => {}))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `${scheme}://127.0.0.1:${port}`, port, connections: () => connections }
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
