import { expect, test } from 'vitest'
import { expectedInWords, isExpected } from '../../helpers/promise/expectation.ts'
import { findPattern } from '../../helpers/promise/stop-after.ts'
import { lookUp } from '../../helpers/promise/where.ts'
import { answerOf } from '../http/support/answer-of.ts'

/** The time doubles with each character: V8 would take thousands of years for the text. */
const SLOW = '(?:a+)+c'
const TEXT = 'a'.repeat(60)

test('a pattern that a text makes slow is stopped, costs a second in the whole run, and says so', () => {
  const says = { at: `text:${SLOW}`, is: [], matches: [SLOW] }
  expect(expectedInWords(says)).toBe(`text:${SLOW}: a text like /${SLOW}/`)
  const beganAt = performance.now()
  expect(isExpected(TEXT, says)).toBe(false)
  expect(lookUp(answerOf(TEXT), says.at)).toBeUndefined()
  for (let times = 0; times < 100; times++) findPattern(SLOW, TEXT)
  expect(performance.now() - beganAt).toBeLessThan(3_000)
  const stopped = ' (which took over 1000 ms and was stopped)'
  expect(expectedInWords(says)).toBe(`text:${SLOW}${stopped}: a text like /${SLOW}/${stopped}`)
})

test('other patterns go on being tried, each from the beginning of the text', () => {
  expect(isExpected('v1.2', { is: [], matches: ['^v\\d', SLOW] })).toBe(true)
  expect(isExpected('v1.2', { is: [], matches: ['^v\\d'] })).toBe(true)
  expect(findPattern('(\\d)(\\d)?', 'a1')?.slice(0)).toEqual(['1', '1', undefined])
})
