import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from './exchange.ts'

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
