import type { ServerResponse } from 'node:http'
import type { Answer } from './exchange.ts'

/** 64 KiB: large enough to fill any buffer on the way quickly. */
const ENDLESS_CHUNK = 'x'.repeat(65_536)

/** Writes an answer in the way its `delivery` asks for. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
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

function size(answer: Answer): number {
  return Buffer.byteLength(answer.body)
}

function pour(response: ServerResponse): void {
  if (response.destroyed) return
  if (response.write(ENDLESS_CHUNK)) setImmediate(pour, response)
  else response.once('drain', () => pour(response))
}
