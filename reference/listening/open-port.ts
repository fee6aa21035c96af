import { once } from 'node:events'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { KeyPair } from './x509.ts'

/** A certificate to make at start. Its time runs from and to so many days after the start. */
export interface CertificateWish {
  /** The host names and addresses it is made out to. */
  readonly names: readonly string[]
  /** Signed by the authority that the suite trusts, or by itself. */
  readonly signer: 'authority' | 'itself'
  readonly days: { readonly from: number; readonly to: number }
}

/** What a service's port does with a connection. */
export type Listening =
  | { readonly kind: 'http' }
  /** HTTP over TLS, with a certificate made at start. */
  | {
      readonly kind: 'tls'
      readonly certificate: CertificateWish
      /** `h2`: offers HTTP/2 alone. */
      readonly wants?: 'h2'
      /** Default TLS 1.2. */
      readonly oldest?: 'TLSv1.1'
    }
  /** The port is known, but nothing listens on it. */
  | { readonly kind: 'refused' }
  /** The kernel's queue of waiting connections is full: a connect is never answered. */
  | { readonly kind: 'full' }
  /** Accepts connections and never sends a byte. */
  | { readonly kind: 'silent' }
  /** Accepts, and breaks the connection at the first byte. */
  | { readonly kind: 'reset' }
  /** Accepts, and answers with these bytes, which are not HTTP. */
  | { readonly kind: 'garbage'; readonly bytes: string }

/** An open port of a service: its number, and how to shut it at once. */
export interface OpenPort {
  readonly port: number
  /** Destroys every connection and stops listening. */
  close(): Promise<void>
}

/** How to open a port; number 0 is any free one. */
interface PortOptions {
  readonly listening: Listening
  readonly port: number
  /** Given when listening is `tls`. */
  readonly certificate: KeyPair | undefined
  /** Puts the service behind the server's events. */
  readonly attach: (server: HttpServer) => void
}

/** Opens a service's port in the way its plan says. */
export async function openPort(options: PortOptions): Promise<OpenPort> {
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
              // OpenSSL 3 speaks TLS 1.1 at security level 0 only.
              ...(listening.oldest && {
                minVersion: listening.oldest,
                ciphers: 'DEFAULT@SECLEVEL=0',
              }),
            })
      options.attach(server)
      return listen(server, port)
    }
    case 'refused': {
      const opened = await listen(createServer(), port)
      await opened.close()
      return { port: opened.port, close: async () => {} }
    }
    case 'full':
      return openFullPort(port)
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

/** Only this machine can reach the reference deployment. */
const LOOPBACK = '127.0.0.1'

/** Opens a server on a loopback port (0: any free one) and keeps track of its connections. */
export function listen(server: Server, port: number): Promise<OpenPort> {
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

/**
 * A listener that never accepts: its thread sleeps as soon as it listens, so that nothing empties
 * the kernel's queue. `BACKLOG` is the length of that queue.
 */
const BACKLOG = 1
const SLEEPING_LISTENER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen(workerData.port, '127.0.0.1', workerData.backlog, () => {
    parentPort.postMessage(server.address().port)
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
  })
`
/** Linux lets one connection more into the queue than its length; a third finds it full. */
const QUEUE_FILLERS = BACKLOG + 1

/** Opens a port that answers no connect at all: on loopback, the nearest thing to a firewall. */
async function openFullPort(port: number): Promise<{
  readonly port: number
  close(): Promise<void>
}> {
  const worker = new Worker(SLEEPING_LISTENER, {
    eval: true,
    workerData: { port, backlog: BACKLOG },
  })
  const [opened] = (await once(worker, 'message')) as [number]
  const fillers: Socket[] = []
  for (let count = 0; count < QUEUE_FILLERS; count += 1) {
    const filler = connect(opened, '127.0.0.1')
    filler.on('error', () => {})
    fillers.push(filler)
    await once(filler, 'connect')
  }
  const close = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy()
    await worker.terminate()
  }
  return { port: opened, close }
}
