import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { frame } from '../../socket/support/serve-raw.ts'
import { drip, type Hostility, pour } from './hostile-server.ts'

const MIB = 1_048_576
/** RFC 6455 §1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** First bytes of frames (RFC 6455 §5.2). */
const [TEXT, BINARY, CLOSE, PING, PART, COMPRESSED] = [0x81, 0x82, 0x88, 0x89, 0x00, 0xc1]
const WELCOME = frame(
  TEXT,
  JSON.stringify({ type: 'connection_established', data: { event: 'connection_established' } }),
)
const BOMB = deflateRawSync(Buffer.alloc(256 * MIB), { level: 9 })

/** Ways in which a WebSocket server can try to take more than its share, or break what reads it. */
export const SOCKET_HOSTILITIES: Readonly<Record<string, Hostility>> = {
  'a handshake with headers without end': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\n')
    pour(socket, (index) => `X-Header-${index}: ${'v'.repeat(1000)}\r\n`)
  },
  'a handshake that drips': (socket) =>
    drip(socket, 'HTTP/1.1 101 Switching Protocols\r\nX-Header: value\r\n'),
  'a refusal without end': (socket) => {
    socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 10737418240\r\n\r\n')
    pour(socket, 'x'.repeat(65_536))
  },
  'a refusal that drips': (socket) => {
    socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 100000\r\n\r\n')
    drip(socket, '{"detail": "no"} ')
  },
  'a refusal as a gzip bomb': (socket) => {
    socket.write(
      `HTTP/1.1 403 Forbidden\r\nContent-Encoding: deflate\r\nContent-Length: ${BOMB.length}\r\n\r\n`,
    )
    socket.write(BOMB)
  },
  'informational answers without end': (socket) =>
    pour(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n'.repeat(500)),
  'compression that nobody offered': open(
    (socket) => socket.write(frame(COMPRESSED, BOMB)),
    'Sec-WebSocket-Extensions: permessage-deflate\r\n',
  ),
  'a compressed bomb without asking': open((socket) => socket.write(frame(COMPRESSED, BOMB))),
  'a frame of 10 MB': open((socket) => socket.write(frame(TEXT, Buffer.alloc(10 * MIB, 'x')))),
  'a frame of 10 MB after the welcome': welcomed((socket) =>
    socket.write(frame(TEXT, Buffer.alloc(10 * MIB, 'x'))),
  ),
  'a frame that is said to be a terabyte': welcomed((socket) => {
    socket.write(Buffer.from([BINARY, 127, 0, 0, 1, 0, 0, 0, 0, 0]))
    pour(socket, Buffer.alloc(65_536, 'x'))
  }),
  'a flood of frames': welcomed((socket) =>
    pour(socket, frame(TEXT, '{"type":"agent_thinking","reasoning":"x"}')),
  ),
  'a flood of empty frames': welcomed((socket) => pour(socket, frame(TEXT, ''))),
  'a flood of frames of a megabyte': welcomed((socket) =>
    pour(
      socket,
      frame(TEXT, JSON.stringify({ type: 'agent_thinking', reasoning: 'x'.repeat(MIB - 100) })),
    ),
  ),
  'a flood of pings': welcomed((socket) => pour(socket, frame(PING, 'x'))),
  'a message in pieces without end': welcomed((socket) => {
    socket.write(frame(0x01, 'x'))
    pour(socket, frame(PART, 'x'))
  }),
  'a frame that drips': welcomed((socket) => {
    socket.write(Buffer.from([TEXT, 126, 0x40, 0]))
    drip(socket, 'x')
  }),
  'a frame a moment, for ever': welcomed((socket) => {
    const timer = setInterval(
      () =>
        socket.destroyed
          ? clearInterval(timer)
          : socket.write(frame(TEXT, '{"type":"agent_thinking"}')),
      20,
    )
  }),
  'frames of JSON nested deep': welcomed((socket) =>
    pour(socket, frame(TEXT, '['.repeat(MIB / 4) + ']'.repeat(MIB / 4))),
  ),
  'frames of JSON of empty lists': welcomed((socket) =>
    pour(socket, frame(TEXT, `[${'[],'.repeat(MIB / 4)}[]]`)),
  ),
  'text that is not UTF-8': welcomed((socket) =>
    socket.write(frame(TEXT, Buffer.from([0xff, 0xfe, 0, 0xc3, 0x28]))),
  ),
  'a close reason that is not UTF-8': welcomed((socket) =>
    socket.write(frame(CLOSE, Buffer.from([0x03, 0xf3, 0xff, 0xfe, 0xc3]))),
  ),
  'a close code that may not be sent': welcomed((socket) =>
    socket.write(frame(CLOSE, Buffer.from([0x03, 0xed]))),
  ),
  'a close that says commands': open((socket) =>
    socket.write(
      frame(
        CLOSE,
        Buffer.concat([
          Buffer.from([0x03, 0xf0]),
          Buffer.from('\n::error::x\u001b[2J ]]> <b>`|` [a](http://e.example) @octocat #1\u0000'),
        ]),
      ),
    ),
  ),
}

/** Opens the connection as a good server does, and then does something else. */
function open(then: (socket: Socket) => unknown, extra = ''): Hostility {
  return (socket, head) => {
    const key = /sec-websocket-key: (\S+)/i.exec(head)?.[1] ?? ''
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64')
    const chosen = /sec-websocket-protocol: ([^,\r]+)/i.exec(head)?.[1]
    const protocol = chosen === undefined ? '' : `Sec-WebSocket-Protocol: ${chosen}\r\n`
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${protocol}${extra}\r\n`,
    )
    then(socket)
  }
}

function welcomed(then: (socket: Socket) => unknown): Hostility {
  return open((socket) => {
    socket.write(WELCOME)
    then(socket)
  })
}
