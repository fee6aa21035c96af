import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { type Served, serveTcp } from '../../http/support/serve.ts'

/** RFC 6455 §1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** A server that answers the handshake as `answer` says, byte by byte under the test's control. */
export async function serveRaw(
  answer: (handshake: { readonly accept: string; readonly request: string }) => string | Buffer,
  after: (socket: Socket) => void = () => {},
): Promise<Served> {
  const served = await serveTcp((socket) => {
    socket.once('data', (data) => {
      const request = data.toString('latin1')
      const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? ''
      const accept = createHash('sha1')
        .update(key + GUID)
        .digest('base64')
      const answered = answer({ accept, request })
      socket.write(typeof answered === 'string' ? Buffer.from(answered, 'latin1') : answered)
      after(socket)
    })
  })
  return { ...served, url: served.url.replace('http', 'ws') }
}

/** A good 101; `extra` are whole header lines. */
export function switching(accept: string, extra = ''): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${extra}\r\n`
}

/** One frame as servers send it (RFC 6455 §5.2), with any bits the test likes. */
export function frame(
  firstByte: number,
  payload: Buffer | string,
  mask: 'masked' | 'plain' = 'plain',
): Buffer {
  const body = Buffer.from(payload)
  const bit = mask === 'masked' ? 0x80 : 0
  const length =
    body.length < 126
      ? Buffer.from([bit | body.length])
      : body.length < 65_536
        ? Buffer.from([bit | 126, body.length >> 8, body.length & 0xff])
        : Buffer.concat([Buffer.from([bit | 127, 0, 0, 0, 0]), uint32(body.length)])
  const key = mask === 'masked' ? Buffer.alloc(4) : Buffer.alloc(0)
  return Buffer.concat([Buffer.from([firstByte]), length, key, body])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
