import { WebSocket } from 'ws'

/** How a test connects. */
export interface SocketOptions {
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into frames of every shape
export type AnyFrame = any

/** An open WebSocket with everything that came over it, or the status that refused it. */
export interface Opened {
  readonly status: number
  readonly protocol: string
  readonly frames: AnyFrame[]
  readonly closed: Promise<{ code: number; reason: string }>
  send(message: unknown): void
  /** Waits until a frame fits. */
  until(fits: (frame: AnyFrame) => boolean): Promise<AnyFrame>
  close(): void
}

/** Opens a WebSocket and collects its frames. A refused handshake gives its status. */
export async function openSocket(url: string, options: SocketOptions = {}): Promise<Opened> {
  const socket = new WebSocket(url, [...(options.protocols ?? [])], {
    headers: options.headers ?? {},
  })
  const frames: AnyFrame[] = []
  const waiting = new Set<() => void>()
  socket.on('error', () => {})
  socket.on('message', (data) => {
    frames.push(JSON.parse(data.toString()))
    for (const look of waiting) look()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  const status = await new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    closed.then(() => resolve(0))
  })
  return {
    status,
    protocol: socket.protocol,
    frames,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = frames.find(fits)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => socket.terminate(),
  }
}
