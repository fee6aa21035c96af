import type { Asked } from '../../http/exchange.ts'

/** The items of `Sec-WebSocket-Protocol`, in the client's order. */
export function offeredSubprotocols(asked: Pick<Asked, 'headers'>): readonly string[] {
  const header = asked.headers['sec-websocket-protocol'] ?? ''
  return header
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
