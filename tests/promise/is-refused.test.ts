import { expect, test } from 'vitest'
import type { Refusal } from '../../contracts/schema/common.ts'
import { isRefused } from '../../helpers/promise/expectation.ts'
import { answer } from '../diagnosis/support/facts.ts'

const SAYS_NO: Refusal = { statuses: [401], says: { at: 'valid', is: [false] } }
const FOR_A_REASON: Refusal = { statuses: [401], reasons: ['Expired'] }
const LACKS: Refusal = { statuses: [], lacks: 'name' }
const CHALLENGE = { 'www-authenticate': 'Bearer error_description="The token expired"' }

test.for([
  ['a status', SAYS_NO, answer(401), true],
  ['a 2xx whose body says no', SAYS_NO, answer(200, { valid: 'False' }), true],
  ['a 2xx whose body says yes', SAYS_NO, answer(200, { valid: true }), false],
  ['another status, whatever its body says', SAYS_NO, answer(422, { valid: false }), false],
  ['the reason in its body', FOR_A_REASON, answer(401, { detail: 'token expired' }), true],
  ['the reason in its challenge', FOR_A_REASON, answer(401, '', CHALLENGE), true],
  ['a status, with an empty list of reasons', { statuses: [401], reasons: [] }, answer(401), true],
  ['a 2xx that lacks what a good answer has', LACKS, answer(200, {}), true],
  ['a 2xx with null in place of it', LACKS, answer(200, { name: null }), true],
  ['a 2xx that has it', LACKS, answer(200, { name: 'smoke' }), false],
  ['another status that lacks it', LACKS, answer(500, {}), false],
  ['another reason', FOR_A_REASON, answer(401, { detail: 'IP not allowed' }), false],
] as const)('%s', ([, refusal, given, refused]) => {
  expect(isRefused(given, refusal)).toBe(refused)
})
