import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Where something is passed on to: a port of this machine, by the path of the URL. */
interface Onward {
  readonly port: number
  readonly url: URL
}

/** Sends a request on as it came, and its answer back. */
export function forwardRequest(
  incoming: IncomingMessage,
  answer: ServerResponse,
  { port, url, body }: Onward & { readonly body: string },
): void {
  const onward = request({
    host: '127.0.0.1',
    port,
    method: incoming.method,
    path: url.pathname + url.search,
    headers: incoming.headers,
  })
  onward.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
    response.pipe(answer)
    response.on('error', () => answer.destroy())
  })
  onward.on('error', () => answer.destroy())
  answer.on('close', () => onward.destroy())
  onward.end(body)
}

/** Sends a handshake on as it came, and joins the two connections. */
export function forwardSocket(
  incoming: IncomingMessage,
  socket: Duplex,
  { port, url, head }: Onward & { readonly head: Buffer },
): Socket {
  const onward = connect(port, '127.0.0.1')
  const lines = pairs(incoming.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
  onward.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  onward.write(head)
  socket.pipe(onward).pipe(socket)
  return onward
}

/** The body of a request, as text. */
export async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** The headers of a request, by their names in lower case. */
export function headersOf({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs(rawHeaders).map(([name, value]) => [name.toLowerCase(), value]))
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []))
}
