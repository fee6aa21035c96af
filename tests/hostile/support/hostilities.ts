import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { drip, type Hostility, pour } from './hostile-server.ts'

const MIB = 1_048_576
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`

const ZEROS = Buffer.alloc(256 * MIB)
const GZIP_BOMB = gzipSync(ZEROS, { level: 9 })
const GZIP_TWICE = gzipSync(GZIP_BOMB, { level: 9 })
const BROTLI_BOMB = brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })

/** Almost the limit of an answer, so that it is taken whole. */
const LONG = MIB / 2 - 4096

/** Ways in which an HTTP server can try to take more than its share. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = {
  'a body without end': (socket) => {
    socket.write(CHUNKED)
    pour(socket, `10000\r\n${'x'.repeat(65_536)}\r\n`)
  },
  'a body that is said to be 10 GB': (socket) => {
    socket.write(`${OK}Content-Length: 10737418240\r\n\r\n`)
    pour(socket, 'x'.repeat(65_536))
  },
  'headers without end': (socket) => {
    socket.write(OK)
    pour(socket, (index) => `X-Header-${index}: ${'v'.repeat(1000)}\r\n`)
  },
  'one header without end': (socket) => {
    socket.write(`${OK}X-Header: `)
    pour(socket, 'v'.repeat(65_536))
  },
  'a status line without end': (socket) => {
    socket.write('HTTP/1.1 200 ')
    pour(socket, 'O'.repeat(65_536))
  },
  'informational answers without end': (socket) =>
    pour(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n'.repeat(500)),
  'a chunk extension without end': (socket) => {
    socket.write(`${CHUNKED}1;x=`)
    pour(socket, 'v'.repeat(65_536))
  },
  'trailers without end': (socket) => {
    socket.write(`${CHUNKED}2\r\n{}\r\n0\r\n`)
    pour(socket, (index) => `X-Trailer-${index}: ${'v'.repeat(1000)}\r\n`)
  },
  'a body that drips': (socket) => {
    socket.write(`${OK}Content-Length: 100000\r\n\r\n`)
    drip(socket, '{"status": "healthy", ')
  },
  'headers that drip': (socket) => {
    socket.write(OK)
    drip(socket, 'X-Header: value\r\n')
  },
  'a gzip bomb': (socket) => whole(socket, 'Content-Encoding: gzip\r\n', GZIP_BOMB),
  'a gzip bomb in a gzip bomb': (socket) =>
    whole(socket, 'Content-Encoding: gzip, gzip\r\n', GZIP_TWICE),
  'a brotli bomb': (socket) => whole(socket, 'Content-Encoding: br\r\n', BROTLI_BOMB),
  'a redirect to itself': (socket, head) =>
    socket.write(
      `HTTP/1.1 302 Found\r\nLocation: ${/ (\S+) /.exec(head)?.[1]}\r\nContent-Length: 0\r\n\r\n`,
    ),
  'JSON nested a quarter of a million deep': (socket) =>
    whole(socket, '', '['.repeat(LONG / 2) + ']'.repeat(LONG / 2)),
  'JSON of empty lists': (socket) => whole(socket, '', `[${'[],'.repeat(LONG / 3)}[]]`),
  'JSON of empty objects as 503': (socket) =>
    whole(socket, '', `[${'{},'.repeat(LONG / 3)}{}]`, '503 Service Unavailable'),
  'JSON nested a quarter of a million deep as 503': (socket) =>
    whole(
      socket,
      '',
      '{"a":'.repeat(LONG / 6) + 1 + '}'.repeat(LONG / 6),
      '503 Service Unavailable',
    ),
  'JSON of thirty thousand keys': (socket) =>
    whole(
      socket,
      '',
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`key${at}`, at])),
      ),
    ),
  'invalid UTF-8 and NUL': (socket) =>
    whole(
      socket,
      '',
      Buffer.from([
        0xff, 0xfe, 0, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0, 0x1b, 0x5b, 0x32,
        0x4a,
      ]),
    ),
}

function whole(
  socket: Parameters<Hostility>[0],
  headers: string,
  body: string | Buffer,
  status = '200 OK',
): void {
  const bytes = Buffer.from(body as string)
  socket.write(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${bytes.length}\r\n\r\n`,
  )
  socket.write(bytes)
}
