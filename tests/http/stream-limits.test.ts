import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { all, follow, SSE } from './support/follow.ts'

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
