import type { Socket } from 'node:net'
import type { LayerProof } from './layer-proof.ts'
import { within } from './within.ts'

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
  })
  const lines = [
    `GET ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    `user-agent: ${userAgent}`,
    'connection: close',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const came = await within(timeoutMs, first, () => 'silent' as const)
  socket.destroy()
  if (came === 'silent')
    return {
      layer: 'http',
      words: `nothing answered GET ${url.pathname} within ${Math.max(0, Math.round(timeoutMs))} ms`,
      fault: 'http.timeout',
    }
  if (came === 'closed')
    return {
      layer: 'http',
      words: `the connection was closed without an answer to GET ${url.pathname}`,
      fault: 'http.reset',
    }
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
