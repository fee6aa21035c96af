import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer, Streamed } from './exchange.ts'

/** 64 KiB: large enough to fill any buffer on the way quickly. */
const ENDLESS_CHUNK = 'x'.repeat(65_536)

/** Writes an answer in the way its `delivery` asks for. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.stream !== undefined) {
    response.writeHead(answer.status, answer.headers)
    response.flushHeaders()
    sendPieces(response, answer.stream)
    return
  }
  switch (answer.delivery ?? 'whole') {
    case 'whole':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': size(answer) })
      response.end(answer.body)
      return
    case 'cut':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': size(answer) + 1 })
      response.write(answer.body, () => response.destroy())
      return
    case 'endless':
      response.writeHead(answer.status, answer.headers)
      pour(response)
      return
    case 'never':
    case 'taken':
      return
  }
}

/** Sends each piece after its pause, and stops when the caller has left. */
function sendPieces(response: ServerResponse, { pieces, end }: Streamed): void {
  const [next, ...rest] = pieces
  if (response.destroyed) return
  if (next !== undefined) {
    setTimeout(() => {
      if (!response.destroyed) response.write(next.bytes)
      sendPieces(response, { pieces: rest, end })
    }, next.afterMs)
    return
  }
  if (end === 'complete') response.end()
  // Not before what was written has left.
  if (end === 'cut') response.write('', () => setImmediate(() => response.destroy()))
}

function size(answer: Answer): number {
  return Buffer.byteLength(answer.body)
}

function pour(response: ServerResponse): void {
  if (response.destroyed) return
  if (response.write(ENDLESS_CHUNK)) setImmediate(pour, response)
  else response.once('drain', () => pour(response))
}

/**
 * Answers a WebSocket handshake with plain HTTP. After a 101 the connection stays open, so that a
 * handshake can be answered wrongly; every other answer ends it.
 */
export function sendRawAnswer(connection: Duplex, answer: Answer): void {
  const delivery = answer.delivery ?? 'whole'
  if (delivery === 'never' || delivery === 'taken') return
  const headers = {
    ...answer.headers,
    ...(answer.status === 101
      ? { upgrade: 'websocket', connection: 'Upgrade' }
      : { connection: 'close', 'content-length': String(Buffer.byteLength(answer.body)) }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n`
  if (answer.status === 101) connection.write(head + answer.body)
  else connection.end(head + answer.body)
}
