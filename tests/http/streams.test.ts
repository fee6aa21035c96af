import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type FollowOptions, followEvents } from '../../helpers/http/stream/follow-events.ts'
import { clientWith } from './support/ask-with.ts'
import { serveHttp } from './support/serve.ts'

const SSE = { 'content-type': 'text/event-stream' }

/** Reads a stream that `write` writes. */
async function follow(
  write: (response: ServerResponse) => unknown,
  options: Partial<FollowOptions> = {},
  timeoutMs = 3_000,
) {
  const { url } = await serveHttp((_asked, response) => void write(response))
  const { follower, read } = await followEvents({
    framing: 'sse',
    isLast: () => false,
    limitBytes: 100_000,
    ...options,
  })
  const exchange = await clientWith().ask({
    method: 'GET',
    url,
    again: 'never',
    timeoutMs,
    follow: follower,
  })
  return { exchange, ...(await read()) }
}

const all =
  (bytes: string | Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(200, { ...SSE, ...headers }).end(bytes)

describe('server-sent events', () => {
  test.for<[string, string, readonly object[]]>([
    [
      'a name and data',
      'event: a\ndata: {"b":1}\n\n',
      [{ name: 'a', text: '{"b":1}', json: { b: 1 } }],
    ],
    ['data of several lines', 'data: 1\ndata: 2\n\n', [{ text: '1\n2' }]],
    [
      'any end of line',
      'data:1\r\n\r\ndata:2\r\rdata:3\n\n',
      [{ text: '1' }, { text: '2' }, { text: '3' }],
    ],
    ['a byte order mark', '\ufeffdata: 1\n\n', [{ text: '1' }]],
    ['fields that nobody knows', 'foo: 1\nretry: x\nid: 7\ndata: 1\n\n', [{ text: '1' }]],
    ['an event without an empty line after it', 'data: 1\n\ndata: 2\n', [{ text: '1' }]],
    ['a name without data', 'event: a\n\n', []],
  ])('with %s are read as browsers read them', async ([, text, events]) => {
    const seen = await follow(all(text))
    expect(seen.events).toMatchObject(events)
    expect(seen.events).toHaveLength(events.length)
  })

  test('keep their times, and what comes in pieces is put together', async () => {
    const seen = await follow(async (response) => {
      response.writeHead(200, SSE)
      for (const byte of Buffer.from('data: ä\n\n')) {
        response.write(Buffer.from([byte]))
        await sleep(5)
      }
      await sleep(150)
      response.end(': still here\n\ndata: 2\n\n')
    })
    expect(seen.events.map(({ text }) => text)).toEqual(['ä', '2'])
    expect((seen.events[1]?.atMs ?? 0) - (seen.events[0]?.atMs ?? 0)).toBeGreaterThan(120)
    expect(seen.longestSilenceMs).toBeGreaterThan(120)
    expect(seen.comments).toBe(1)
    expect(seen.exchange).toMatchObject({ kind: 'answer', status: 200 })
  })

  test.for([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const)('compressed with %s are read', async ([encoding, compress]) => {
    const seen = await follow(
      all(compress('data: 1\n\ndata: 2\n\n'), { 'content-encoding': encoding }),
    )
    expect(seen.events).toMatchObject([{ text: '1' }, { text: '2' }])
  })

  test('compressed and flushed one by one come one by one', async () => {
    const seen = await follow(async (response) => {
      const gzip = createGzip()
      gzip.pipe(response.writeHead(200, { ...SSE, 'content-encoding': 'gzip' }))
      gzip.write('data: 1\n\n')
      gzip.flush()
      await sleep(200)
      gzip.end('data: 2\n\n')
    })
    expect((seen.events[1]?.atMs ?? 0) - (seen.events[0]?.atMs ?? 0)).toBeGreaterThan(150)
  })
})

describe('lines of JSON', () => {
  test('are events, and an empty line is a sign of life', async () => {
    const write = all('{"a":1}\n\n{"a":2}\r\n{"a":3}', { 'content-type': 'application/x-ndjson' })
    const seen = await follow(write, { framing: 'ndjson' })
    expect(seen.events.map(({ json }) => json)).toEqual([{ a: 1 }, { a: 2 }])
    expect(seen.comments).toBe(1)
  })
})

describe('the end of a stream', () => {
  const endless = async (response: ServerResponse) => {
    response.writeHead(200, SSE)
    for (let at = 0; !response.destroyed; at += 1) {
      response.write(`data: ${at}\n\n`)
      await sleep(10)
    }
  }

  test('comes with the last event that is waited for', async () => {
    const seen = await follow(endless, { isLast: ({ text }) => text === '5' })
    expect(seen).toMatchObject({ closed: 'enough', exchange: { kind: 'answer', rest: 'closed' } })
    expect(seen.events).toHaveLength(6)
  })

  test('comes with the deadline, and what came is kept', async () => {
    const seen = await follow(endless, {}, 300)
    expect(seen.exchange).toMatchObject({ fault: 'http.timeout' })
    expect(seen.events.length).toBeGreaterThan(3)
    expect(seen.closed).toBeUndefined()
  })

  test('comes after the longest silence', async () => {
    const write = (response: ServerResponse) => response.writeHead(200, SSE).write('data: 1\n\n')
    const seen = await follow(write, { silenceMs: 100 })
    expect(seen).toMatchObject({ closed: 'silence', events: [{ text: '1' }] })
  })

  test('is a cut where the connection ends in the middle', async () => {
    const seen = await follow(async (response) => {
      response.writeHead(200, SSE).write('data: 1\n\n')
      await sleep(50)
      response.destroy()
    })
    expect(seen).toMatchObject({ exchange: { fault: 'http.reset' }, events: [{ text: '1' }] })
  })
})

describe('a stream costs a bounded time and memory', () => {
  const pour = (piece: string) => (response: ServerResponse) => {
    response.writeHead(200, SSE)
    const flood = () => {
      while (!response.destroyed && response.write(piece));
    }
    flood()
    response.on('drain', flood)
  }

  test.for<[string, (response: ServerResponse) => unknown, RegExp]>([
    [
      'more bytes than are read',
      pour(`data: ${'x'.repeat(10_000)}\n\n`),
      /larger than 100000 bytes/,
    ],
    ['one line without an end', pour('x'.repeat(10_000)), /larger than 100000 bytes/],
    [
      'a compressed bomb',
      all(gzipSync('x'.repeat(50_000_000)), { 'content-encoding': 'gzip' }),
      /larger than/,
    ],
    [
      'what is not compressed as it says',
      all('data: 1\n\n', { 'content-encoding': 'gzip' }),
      /not the gzip/,
    ],
    [
      'a compression that nobody asked for',
      all('data: 1\n\n', { 'content-encoding': 'zstd' }),
      /not asked for/,
    ],
  ])('where it is %s', async ([, write, problem]) => {
    const seen = await follow(write)
    expect(seen).toMatchObject({ closed: 'refused' })
    expect(seen.problem).toMatch(problem)
  })

  test('where it has more events than are kept', async () => {
    const seen = await follow(pour('data:\n\n'.repeat(1_000)), { limitBytes: 3_000_000 })
    expect(seen).toMatchObject({ closed: 'refused', problem: 'has more than 10000 events' })
    expect(seen.events).toHaveLength(10_000)
  })
})

test('an answer of another type is read as any other', async () => {
  const seen = await follow(all('{"error":"no"}', { 'content-type': 'application/json' }))
  expect(seen).toMatchObject({
    head: { status: 200 },
    events: [],
    exchange: { json: { error: 'no' } },
  })
})
