import { expect, test } from 'vitest'
import { turnedAway } from '../../helpers/diagnosis/causes/turned-away.ts'
import type { RequestRecord } from '../../helpers/record/check-record.ts'

const RESET = { code: 'http.reset', service: 'api' } as const

/** Requests at one route, ten milliseconds apart: a status, or the fault of one without an answer. */
function sent(...ends: readonly (number | string)[]): readonly RequestRecord[] {
  return ends.map((end, at) => ({
    service: 'api',
    method: 'GET',
    url: `https://api.example.com/orders?page=${at}`,
    startMs: at * 10,
    phases: { firstByte: 5 },
    ...(typeof end === 'number' ? { status: end } : { fault: end }),
    traceId: String(at),
  }))
}

const REFUSED = [200, 401, 401, 401, 401, 403]
const CUT = ['http.reset', 'http.reset', 'http.reset', 'http.reset']

test('a service that answers no more once it has refused many requests may turn their sender away', () => {
  expect(turnedAway(RESET, sent(...REFUSED, ...CUT))).toEqual({
    answered: 6,
    refused: 5,
    unanswered: 4,
  })
})

test('health is answered all the same, and the server itself refuses long headers', () => {
  const health = sent(200).map((one) => ({
    ...one,
    url: 'https://api.example.com/health',
    startMs: 1_000,
  }))
  const long = sent(431).map((one) => ({ ...one, startMs: 1_000 }))
  const all = [...sent(...REFUSED, ...CUT), ...health, ...long]
  expect(turnedAway(RESET, all)?.unanswered).toBe(4)
})

test('requests that were under way together may end in any order', () => {
  const [first, ...others] = sent(...REFUSED, ...CUT)
  const slow = { ...first, phases: { firstByte: 75 } } as RequestRecord
  expect(turnedAway(RESET, [slow, ...others])).toBeDefined()
})

for (const [what, ends] of [
  ['few refusals before', [200, 401, 401, ...CUT]],
  ['few requests after', [...REFUSED, 'http.reset']],
  ['answers in between', [...REFUSED, ...CUT, 401]],
  ['another fault among them', [...REFUSED, ...CUT, 'tcp.refused']],
  ['no answer at all', CUT],
] as const)
  test(`${what}: nothing is said`, () => {
    expect(turnedAway(RESET, sent(...ends))).toBeUndefined()
  })

test('of another code, or another service, nothing is said', () => {
  const all = sent(...REFUSED, ...CUT)
  expect(turnedAway({ code: 'route.error', service: 'api' }, all)).toBeUndefined()
  expect(turnedAway({ code: 'http.reset', service: 'other' }, all)).toBeUndefined()
})
