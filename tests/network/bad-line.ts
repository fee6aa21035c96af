import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** How bad a line is. Loss shows to TCP as a stall of one retransmission timeout (RFC 6298: 200 ms and more). */
export interface Badness {
  /** Each way, in milliseconds: half of a round trip. */
  readonly delayMs: number
  readonly jitterMs: number
  /** Share of the pieces that are lost once and sent again. */
  readonly loss: number
  readonly random: () => number
}

const RETRANSMISSION_MS = 200

/** A line to a port that may not be known yet; `url` is where it is entered. */
export interface BadLine {
  readonly url: string
  leadTo(port: number): void
  close(): Promise<void>
}

/** A TCP proxy on a free loopback port that delays every piece of data, in order, and stalls where one is lost. */
export async function openBadLine(badness: Badness): Promise<BadLine> {
  let target = 0
  const open = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => open.delete(socket))
    }
    carry(near, far, badness)
    carry(far, near, badness)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (known) => {
      target = known
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One direction: no piece overtakes another, and the end comes after the last. */
function carry(from: Socket, to: Socket, { delayMs, jitterMs, loss, random }: Badness): void {
  // Timers of nearly the same time may fire in any order: each piece waits for the one before it.
  let before: Promise<void> = Promise.resolve()
  const later = (work: () => void) => {
    const stall = random() < loss ? RETRANSMISSION_MS * (1 + random()) : 0
    const due = delay(delayMs + (random() * 2 - 1) * jitterMs + stall)
    before = Promise.all([before, due]).then(work)
  }
  from.on('data', (piece) =>
    later(() => {
      if (to.writable) to.write(piece)
    }),
  )
  from.on('end', () =>
    later(() => {
      to.end()
    }),
  )
  from.on('close', () =>
    later(() => {
      to.destroy()
    }),
  )
}
