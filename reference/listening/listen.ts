import type { AddressInfo, Server, Socket } from 'node:net'
import type { Door } from './door.ts'

/** Only this machine can reach the reference deployment. */
const LOOPBACK = '127.0.0.1'

/** Opens a server on a loopback port (0: any free one) and keeps track of its connections. */
export function listen(server: Server, port: number): Promise<Door> {
  const connections = new Set<Socket>()
  server.on('connection', (connection: Socket) => {
    connections.add(connection)
    connection.on('error', () => connection.destroy())
    connection.on('close', () => connections.delete(connection))
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const connection of connections) connection.destroy()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      resolve({ port: (server.address() as AddressInfo).port, close })
    })
  })
}
