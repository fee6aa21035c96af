import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { within } from './deadline.ts'
import { classifyError } from './failure.ts'
import type { LayerProof } from './probe-steps.ts'

/** How long an alert after the handshake is waited for, milliseconds: it comes with the server's next flight. */
const ALERT_MS = 150

/** Enough for a status line. */
const QUOTED = 40

/** Asks for a page over an open connection, without credentials, and says what the first bytes are. */
export async function probeHttp(
  socket: Socket,
  url: URL,
  userAgent: string,
  timeoutMs: number,
): Promise<Omit<LayerProof, 'ms'>> {
  const first = new Promise<Buffer | 'closed' | 'silent'>((resolve) => {
    socket.once('data', resolve)
    socket.once('close', () => resolve('closed'))
    socket.once('error', () => resolve('closed'))
    if (socket.destroyed) resolve('closed')
  })
  // In TLS 1.3 the server refuses after the handshake (RFC 8446 §4.4.2): a request sent at once may lose its alert to a reset.
  if (socket instanceof TLSSocket) await within(ALERT_MS, first, () => 'silent' as const)
  const lines = [
    `GET ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    `user-agent: ${userAgent}`,
    'connection: close',
  ]
  if (!socket.destroyed) socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const came = await within(timeoutMs, first, () => 'silent' as const)
  socket.destroy()
  if (came === 'silent')
    return {
      layer: 'http',
      words: `nothing answered GET ${url.pathname} within ${Math.max(0, Math.round(timeoutMs))} ms`,
      fault: 'http.timeout',
    }
  if (came === 'closed') {
    const { fault, reason } = classifyError(socket.errored ?? { code: 'ECONNRESET' }, 'http')
    const words = `the connection was closed without an answer to GET ${url.pathname}`
    return fault.startsWith('tls.')
      ? { layer: 'tls', words: reason, fault }
      : { layer: 'http', words, fault: 'http.reset' }
  }
  const speaks = socket instanceof TLSSocket ? undefined : otherProtocol(came)
  if (speaks !== undefined) return speaking(speaks, `GET ${url.pathname} is answered in ${speaks}`)
  const quoted = `"${came
    .toString('latin1', 0, QUOTED)
    .replace(/[^\x20-\x7e]/g, '.')
    .trim()}"`
  if (came.toString('latin1', 0, 5) === 'HTTP/')
    return { layer: 'http', words: `GET ${url.pathname} is answered with ${quoted}` }
  return {
    layer: 'http',
    words: `GET ${url.pathname} is answered with ${quoted}, which is not HTTP`,
    fault: 'http.malformed',
  }
}

/** Content type and version that begin a TLS alert (RFC 8446 §5.1, §6). */
const ALERT = Buffer.from([0x15, 0x03])

/** Types of the frames with which an HTTP/2 server begins, and with which it ends a connection that is none (RFC 9113 §6.5, §6.8). */
const SETTINGS = 4
const GOAWAY = 7
const FRAME_HEAD_BYTES = 9
/** Longer ones need an agreement (RFC 9113 §4.2). */
const LONGEST_FRAME_BYTES = 16_384

/** What answers a plain HTTP/1.1 request in another protocol of the same family: by its first bytes. */
function otherProtocol(bytes: Buffer): LayerProof['speaks'] {
  if (bytes.subarray(0, ALERT.length).equals(ALERT)) return 'TLS'
  return isFrame(bytes) ? 'HTTP/2' : undefined
}

/** SETTINGS or GOAWAY on the connection itself, which is stream 0 (RFC 9113 §4.1). */
function isFrame(bytes: Buffer): boolean {
  return (
    bytes.length >= FRAME_HEAD_BYTES &&
    bytes.readUIntBE(0, 3) <= LONGEST_FRAME_BYTES &&
    [SETTINGS, GOAWAY].includes(bytes.readUInt8(3)) &&
    bytes.readUInt32BE(5) === 0
  )
}

/** The proof that a port speaks another protocol than the URL says. */
export function speaking(
  speaks: NonNullable<LayerProof['speaks']>,
  seen: string,
): Omit<LayerProof, 'ms'> {
  return {
    layer: 'http',
    words:
      speaks === 'TLS'
        ? `${seen}: the port speaks TLS, and the URL says http`
        : `${seen}: the port speaks HTTP/2 without TLS (h2c) and no HTTP/1.1`,
    fault: 'http.protocol',
    speaks,
  }
}
