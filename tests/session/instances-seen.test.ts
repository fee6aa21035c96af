import { expect, test } from 'vitest'
import { showsSeveral } from '../../helpers/session/instances-seen.ts'
import { answer, asked } from '../diagnosis/support/facts.ts'

/** Answers to one request, one second after the other, with these values of a header. */
function answersWith(name: string, values: readonly string[]) {
  return values.map((value, at) =>
    asked(answer(200, '', { [name]: value }), { at: `2026-01-01T00:00:0${at}.000Z` }),
  )
}

test.each([
  ['the name of an instance', 'x-served-by', ['pod-a', 'pod-b', 'pod-a']],
  ['a cookie that keeps a user at one instance', 'set-cookie', ['srv=w1', 'srv=w2', 'srv=w1']],
])('%s that comes again shows several', (_, name, values) => {
  expect(showsSeveral(answersWith(name, values))).toBe(true)
})

test.each([
  ['one instance', 'x-served-by', ['pod-a', 'pod-a', 'pod-a']],
  ['a deploy between two answers', 'x-revision', ['v1', 'v2', 'v2']],
  ['an id of each request', 'x-request-id', ['a1', 'b2', 'c3']],
  ['a duration', 'x-runtime', ['0.002', '0.003', '0.002']],
  ['a time', 'date', ['Mon', 'Tue', 'Mon']],
])('%s does not', (_, name, values) => {
  expect(showsSeveral(answersWith(name, values))).toBe(false)
})
