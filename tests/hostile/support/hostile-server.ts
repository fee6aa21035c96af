import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A server that answers every request as a test wants it, byte by byte. */
export interface HostileServer {
  readonly url: string
  readonly port: number
  close(): void
}

/** What it does to a request, once its head has come. */
export type Hostility = (socket: Socket, head: string) => void

export async function startHostileServer(hostility: Hostility): Promise<HostileServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()))
    socket.on('close', () => sockets.delete(socket))
    let pending = ''
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      for (let end = pending.indexOf('\r\n\r\n'); end !== -1; end = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, end + 4)
        pending = pending.slice(end + 4)
        hostility(socket, head)
      }
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** Writes a piece again and again, as fast as the other side takes it, until that hangs up. */
export function pour(socket: Socket, piece: string | Buffer | ((index: number) => string)): void {
  let index = 0
  const more = () => {
    while (!socket.destroyed && socket.writable) {
      index += 1
      if (!socket.write(typeof piece === 'function' ? piece(index) : piece)) {
        socket.once('drain', more)
        return
      }
      if (index % 64 === 0) {
        setImmediate(more)
        return
      }
    }
  }
  more()
}

/** Writes one byte of a text at a time, from the beginning again when it is over. */
export function drip(socket: Socket, text: string, everyMs = 50): void {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer)
    else socket.write(text[at++ % text.length] ?? '', 'latin1')
  }, everyMs)
}
