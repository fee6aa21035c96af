import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { all, follow, SSE } from './support/follow.ts'

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
    ['CR alone at the end of every line', 'data:1\r\rdata:2\r\r', [{ text: '1' }, { text: '2' }]],
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

  test('say whether data are left over that no empty line ended', async () => {
    expect(await follow(all('data: 1\n\ndata: 2\n'))).toMatchObject({ leftOver: true })
    expect(await follow(all('data: 1\n\n: bye\n'))).not.toHaveProperty('leftOver')
    expect(await follow(all('data: 1\r\r'))).not.toHaveProperty('leftOver')
  })

  test('end a line with its CR, and take no LF in the next piece for another', async () => {
    const seen = await follow(async (response) => {
      response.writeHead(200, SSE)
      for (const piece of ['data: 1\r', '\ndata: 2\r', '\n\r', '\n']) {
        response.write(piece)
        await sleep(20)
      }
      response.end()
    })
    expect(seen.events.map(({ text }) => text)).toEqual(['1\n2'])
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

  test('compressed with zstd are read where Node can, and cut short they are no error', async () => {
    const { zstdCompressSync: compress } = zlib as {
      readonly zstdCompressSync?: (text: string) => Buffer
    }
    const whole = compress?.('data: 1\n\ndata: 2\n\n') ?? Buffer.from('data: 1\n\n')
    for (const bytes of [whole, whole.subarray(0, -3)]) {
      const seen = await follow(all(bytes, { 'content-encoding': 'zstd' }))
      const problem = 'is compressed in a way that was not asked for'
      expect(seen.problem).toBe(compress ? undefined : problem)
      if (bytes === whole)
        expect(seen.events.map(({ text }) => text)).toEqual(compress ? ['1', '2'] : [])
    }
  })

  test.for(['none', 'utf-8', 'identity', 'identity, gzip'])(
    'whose Content-Encoding is %s are read as they are, as browsers do it',
    async (encoding) => {
      const seen = await follow(all('data: 1\n\n', { 'content-encoding': encoding }))
      expect(seen.events).toMatchObject([{ text: '1' }])
      expect(seen.exchange).toMatchObject({ kind: 'answer', status: 200 })
    },
  )

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
    const write = all('{"a":1}\n\n{"a":2}\r\n{"a":3', { 'content-type': 'application/x-ndjson' })
    const seen = await follow(write, { framing: 'ndjson' })
    expect(seen.events.map(({ json }) => json)).toEqual([{ a: 1 }, { a: 2 }])
    expect(seen.comments).toBe(1)
  })

  test('need no line break at the end', async () => {
    const write = all('{"a":1}\n{"a":2}', { 'content-type': 'application/x-ndjson' })
    const seen = await follow(write, { framing: 'ndjson' })
    expect(seen.events.map(({ json }) => json)).toEqual([{ a: 1 }, { a: 2 }])
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

test('an answer of another type is read as any other', async () => {
  const seen = await follow(all('{"error":"no"}', { 'content-type': 'application/json' }))
  expect(seen).toMatchObject({
    head: { status: 200 },
    events: [],
    exchange: { json: { error: 'no' } },
  })
})
