import { describe, expect, test } from 'vitest'
import { longestChain, renderTimings } from '../../command/cli/timings.ts'
import { startStopwatch } from '../../command/run/stopwatch.ts'
import type { RequestRecord } from '../../helpers/record/check-record.ts'

const request = (path: string, startMs: number, ms: number, turn = 0): RequestRecord => ({
  method: 'GET',
  url: `https://api.example.com${path}`,
  startMs,
  phases: { ...(turn > 0 && { turn }), firstByte: ms },
  status: 200,
  traceId: '0'.repeat(32),
})

const SENT = [
  request('/first', 0, 100),
  request('/short', 0, 10),
  request('/second', 100, 100, 50),
  request('/beside', 20, 300),
  request('/third', 251, 100),
]
const paths = (chain: readonly RequestRecord[]) => chain.map(({ url }) => new URL(url).pathname)

describe('the longest chain', () => {
  test('leads to the last answer, each request after the end of the one before', () => {
    expect(paths(longestChain(SENT))).toEqual(['/first', '/second', '/third'])
  })

  test('of no request is empty, and of requests without a length it ends', () => {
    expect(longestChain([])).toEqual([])
    expect(longestChain([request('/a', 5, 0), request('/b', 5, 0)])).toHaveLength(1)
  })
})

test('the parts of a run take the time between their beginnings', () => {
  let now = 100
  const stopwatch = startStopwatch(() => now)
  stopwatch.next()
  now = 150
  stopwatch.next()
  expect(stopwatch.taken()).toEqual({ starting: 100, waiting: 50, checks: 0, reports: 0 })
  now = 450
  stopwatch.next()
  now = 460
  stopwatch.next()
  now = 999
  expect(stopwatch.taken()).toEqual({ starting: 100, waiting: 50, checks: 300, reports: 10 })
})

test('the text names each part and each request of the chain, and is inert', () => {
  const taken = { starting: 600, waiting: 0, checks: 351, reports: 20 }
  const text = renderTimings(taken, [...SENT.slice(0, 4), request('/\u001b[2J::error::', 251, 100)])
  expect(text).toMatch(/starting +600 ms/)
  expect(text).toContain('3 requests that followed one another: 351 ms, of which 50 ms waiting')
  expect(text).toContain('GET https://api.example.com/second  after 50 ms for a turn')
  expect(text).not.toContain('\u001b')
  expect(renderTimings(taken, [])).toContain('no request was sent')
})
