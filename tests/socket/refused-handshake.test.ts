import { describe, expect, it } from 'vitest'
import type { Handshake } from '../../helpers/socket/handshake-fact.ts'
import { serveHttp } from '../http/support/serve.ts'
import { openWith } from './support/open-with.ts'
import { serveRaw } from './support/serve-raw.ts'
import { serveSockets } from './support/serve-sockets.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'

describe('a handshake that is refused tells status, headers and body', () => {
  it.each([200, 400, 401, 403, 404, 426, 429, 431, 500, 503])('%i', async (status) => {
    const server = await serveHttp((_, response) =>
      response.writeHead(status, { 'x-why': 'because' }).end('{"detail":"no"}'),
    )
    server.server.on('upgrade', (_, socket) =>
      socket.end(
        `HTTP/1.1 ${status} No\r\nX-Why: because\r\nContent-Length: 15\r\n\r\n{"detail":"no"}`,
      ),
    )
    const { handshake } = await openWith(server.url.replace('http', 'ws'))
    expect(handshake).toMatchObject({
      kind: 'refused',
      answer: {
        status,
        headers: { 'x-why': 'because' },
        json: { detail: 'no' },
        text: '{"detail":"no"}',
        tries: 1,
      },
    })
  })

  it('a redirect is not followed', async () => {
    const elsewhere = await serveSockets()
    const server = await serveRaw(
      () => `HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n`,
    )
    const { handshake } = await openWith(server.url, { way: { by: 'header' }, token: TOKEN })
    expect(handshake).toMatchObject({
      kind: 'refused',
      answer: { status: 302, headers: { location: elsewhere.url } },
    })
    expect(elsewhere.connections()).toBe(0)
  })

  it('an endless body costs 64 KiB', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 403 No\r\n\r\n',
      (socket) => {
        const pour = () => void (socket.writable && socket.write(Buffer.alloc(65_536, 'x'), pour))
        pour()
      },
    )
    const { handshake } = await openWith(server.url)
    expect(handshake.kind === 'refused' && handshake.answer.text.length).toBe(65_536)
  })

  it('a body that drips is read for a second, however long the deadline is', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\n',
      (socket) => {
        const drip = setInterval(() => socket.write('n'), 50)
        socket.on('close', () => clearInterval(drip))
      },
    )
    const began = performance.now()
    const { handshake } = await openWith(server.url, { timeoutMs: 30_000 })
    expect(handshake).toMatchObject({ kind: 'refused', answer: { status: 403 } })
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('a body that drips is cut at the deadline, and the status still told', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nno',
      () => {},
    )
    const { handshake } = await openWith(server.url, { timeoutMs: 200 })
    expect(handshake).toMatchObject({ kind: 'refused', answer: { status: 403, text: 'no' } })
  })

  it('a body that is cut short, or compressed, or a bomb, still refuses', async () => {
    const cut = await serveRaw(
      () => 'HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nno',
      (socket) => socket.end(),
    )
    expect((await openWith(cut.url)).handshake).toMatchObject({
      kind: 'refused',
      answer: { status: 403, text: 'no' },
    })
    const { gzipSync } = await import('node:zlib')
    const compressed = async (text: string): Promise<Handshake> => {
      const body = gzipSync(text)
      const server = await serveRaw(() =>
        Buffer.concat([
          Buffer.from(
            `HTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
          ),
          body,
        ]),
      )
      return (await openWith(server.url)).handshake
    }
    expect(await compressed('no')).toMatchObject({ kind: 'refused', answer: { text: 'no' } })
    expect(await compressed('x'.repeat(10_000_000))).toMatchObject({
      kind: 'refused',
      answer: { status: 403, text: '' },
    })
  })

  it('an error in answer to a huge token', async () => {
    const server = await serveSockets()
    const { handshake } = await openWith(server.url, {
      way: { by: 'header' },
      token: 'x'.repeat(16_384),
    })
    expect(handshake).toMatchObject({ kind: 'refused', answer: { status: 431 } })
  })
})
