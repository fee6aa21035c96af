import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Socket } from 'node:net'
import type { Door } from './door.ts'
import { listen } from './listen.ts'
import type { Listening } from './listening.ts'
import type { Certificate } from './make-certificate.ts'
import { openFullDoor } from './open-full-door.ts'

/** What a door needs besides its port number (0: any free port). */
interface DoorOptions {
  readonly listening: Listening
  readonly port: number
  /** Given when listening is `tls`. */
  readonly certificate: Certificate | undefined
  /** Puts the service behind the server's events. */
  readonly attach: (server: HttpServer) => void
}

/** Opens a service's port in the way its plan says. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { listening, port } = options
  switch (listening.kind) {
    case 'http':
    case 'tls': {
      const server =
        listening.kind === 'http'
          ? createHttpServer()
          : createHttpsServer({
              ...options.certificate,
              ...(listening.wants === 'h2' && { ALPNProtocols: ['h2'] }),
            })
      options.attach(server)
      return listen(server, port)
    }
    case 'refused': {
      const door = await listen(createServer(), port)
      await door.close()
      return { port: door.port, close: async () => {} }
    }
    case 'full':
      return openFullDoor(port)
    case 'silent':
      return listen(acceptWith(), port)
    case 'reset':
      return listen(
        acceptWith((socket) => socket.resetAndDestroy()),
        port,
      )
    case 'garbage':
      return listen(
        acceptWith((socket) => socket.end(listening.bytes)),
        port,
      )
  }
}

/** A server below HTTP: reads everything, and does one thing at the first byte. */
function acceptWith(atFirstByte: (socket: Socket) => void = () => {}) {
  return createServer((socket) => {
    socket.once('data', () => atFirstByte(socket))
    socket.resume()
  })
}
