import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBody, ENCODINGS_OF_BROWSERS } from '../../helpers/http/content-coding.ts'
import { joinHeaders } from '../../helpers/http/header-fields.ts'
import { parseJson, parseJsonBody } from '../../helpers/http/read-body.ts'
import { createByteStore } from '../../helpers/http/receive.ts'
import { newTraceId, traceparentOf } from '../../helpers/http/request.ts'
import { anyText } from './support/any-text.ts'

const bytesOf = (...texts: string[]) => texts.map((text) => Buffer.from(text, 'latin1'))

test('headers are joined under lower-case names, cookies line by line', () => {
  const raw = bytesOf(
    'Vary',
    'a',
    'VARY',
    ' b ',
    'Set-Cookie',
    'a=1, x',
    'set-cookie',
    'b=2',
    '__proto__',
    'x',
    'left-over',
  )
  const headers = joinHeaders(raw)
  expect(Object.entries(headers)).toEqual([
    ['vary', 'a, b'],
    ['set-cookie', 'a=1, x\nb=2'],
    ['__proto__', 'x'],
  ])
})

test('headers of any bytes are texts', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array().map((bytes) => Buffer.from(bytes))), (raw) =>
      Object.values(joinHeaders(raw)).every((value) => typeof value === 'string'),
    ),
  )
})

test('JSON is parsed or is undefined, never an error', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text))
    }),
  )
  fc.assert(fc.property(anyText, (text) => void parseJson(text)))
  expect([parseJson(''), parseJson('null'), parseJson('['.repeat(500_000))]).toEqual([
    undefined,
    null,
    undefined,
  ])
})

test.for([
  [")]}',\n", 'Angular'],
  [")]}'\n", 'Gerrit'],
  ['while(1);', 'a loop'],
  ['for (;;);', 'another loop'],
  ['0', 'the first packet of Engine.IO'],
] as const)('JSON behind %j (%s) is the JSON of the body, and no JSON by itself', ([before]) => {
  expect(parseJsonBody(`${before}{"sid":"s1"}`)).toEqual({ sid: 's1' })
  expect(parseJsonBody(`${before}<html>`)).toBeUndefined()
  expect(parseJson(`${before}{"sid":"s1"}`)).toBeUndefined()
  expect(parseJsonBody('{"sid":"s1"}')).toEqual({ sid: 's1' })
})

test('a body of any bytes under any encoding is decoded within the limit, or a problem', async () => {
  const encodings = fc.oneof(
    fc.constantFrom('gzip', 'br', 'deflate', 'identity', '', 'gzip, br', 'constructor'),
    fc.string(),
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), encodings, async (body, encoding) => {
      const decoded = await decodeBody(Buffer.from(body), encoding, 1_000)
      expect('problem' in decoded ? decoded.problem !== '' : decoded.bytes.length <= 1_000).toBe(
        true,
      )
    }),
  )
})

test('what was compressed comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (body) => {
      expect(await decodeBody(zlib.gzipSync(body), 'gzip', 1_000)).toEqual({
        bytes: Buffer.from(body),
      })
    }),
  )
})

test('gzip is unpacked as browsers do it: its first member, whatever follows and whether or not its checksum came', async () => {
  const hello = zlib.gzipSync('hello')
  const named = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 1, 2]),
    Buffer.from('name\0comment\0'),
    Buffer.from([0, 0]),
    zlib.deflateRawSync('hello'),
  ])
  for (const body of [
    hello,
    hello.subarray(0, -8),
    Buffer.concat([hello, Buffer.from('behind')]),
    Buffer.concat([hello, hello]),
    named,
  ])
    expect(await decodeBody(body, 'gzip', 100)).toEqual({ bytes: Buffer.from('hello') })
  for (const length of [2, 10, 12])
    expect(await decodeBody(hello.subarray(0, length), 'gzip', 100)).toEqual({
      problem: 'is gzip that is cut off',
    })
  for (const body of ['hello', 'h', '\x1f\x8bhello'])
    expect(await decodeBody(Buffer.from(body, 'latin1'), 'gzip', 100)).toEqual({
      problem: 'is not the gzip it says it is',
    })
  expect(await decodeBody(hello, 'identity, gzip', 100)).toEqual({ bytes: hello })
})

test('bytes are kept in order up to the limit, and counted beyond it, whatever was announced', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 3_000 })),
      fc.nat(20_000),
      fc.option(fc.nat(30_000), { nil: Number.NaN }),
      (chunks, limit, announced) => {
        const store = createByteStore(limit)
        store.expect(announced)
        const kept = chunks.filter((chunk) => store.add(chunk))
        expect(store.size()).toBe(chunks.reduce((sum, { length }) => sum + length, 0))
        expect(store.bytes().length).toBeLessThanOrEqual(limit)
        if (kept.length === chunks.length) expect(store.bytes()).toEqual(Buffer.concat(chunks))
      },
    ),
  )
})

test('trace contexts are valid and never the same', () => {
  const ids = Array.from({ length: 100 }, newTraceId)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids)
    expect(traceparentOf(id)).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/)
})

test('a whole number that a number cannot hold stays as its digits, a text as it is', () => {
  expect(
    parseJson(
      '{"id":653247040368672769,"safe":9007199254740991,"n":-653247040368672769,"t":"653247040368672769","f":0.1234567890123456789}',
    ),
  ).toEqual({
    id: '653247040368672769',
    safe: 9007199254740991,
    n: '-653247040368672769',
    t: '653247040368672769',
    f: expect.closeTo(0.1234567890123, 12),
  })
})

test('zstd is asked for and decoded where Node can', async () => {
  const { zstdCompressSync: compress } = zlib as {
    readonly zstdCompressSync?: (bytes: Buffer) => Buffer
  }
  const hello = Buffer.from('hello')
  const decoded = await decodeBody(compress?.(hello) ?? hello, 'zstd', 100)
  expect(ENCODINGS_OF_BROWSERS.endsWith(', zstd')).toBe(compress !== undefined)
  expect(decoded).toEqual(
    compress === undefined
      ? { problem: 'is compressed in a way that was not asked for' }
      : { bytes: hello },
  )
})
