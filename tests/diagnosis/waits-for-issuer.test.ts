import { expect, test } from 'vitest'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { judged, KNOWN, REFUSED, VALID } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

const after = (exchange: Exchange, totalMs: number) => ({ ...exchange, timing: { totalMs } })
const MISSING = answer(401, { detail: 'Not authenticated' })

/** A refusal of a service that reaches its issuer, with the times of its refusals, of the verdict and of the proof. */
function refused(refusals: readonly number[], verdictMs: number, proofMs?: number) {
  const all = refusals.map((ms) => after(REFUSED, ms))
  return judged({
    answers: all,
    verified: after(VALID, verdictMs),
    ...(proofMs !== undefined && { credentials: after(KNOWN, proofMs) }),
    look: {
      without: MISSING,
      garbage: REFUSED,
      alone: all.slice(0, 2),
      socket: { path: '/ws', says: 'refused' },
      reach: { exchange: answer(200, {}), says: 'reached' },
    },
  })
}

const BOTH = /its own id or secret is wrong, or it does not wait long enough for auth/

test('refusals before the issuer judged even an id and a secret: the service does not wait', () => {
  const finding = refused([210, 205, 560], 715, 900)
  expect(finding).toMatchObject({
    code: 'trust.auth-unreachable',
    summary: expect.stringMatching(/^backend does not wait for auth/),
  })
  expect(finding?.evidence.map(evidenceText)[0]).toMatch(
    /^excludes a wrong id or secret .*: refused in 205 to 560 ms, mostly 210; judged: a token in 715 ms, an id and secret in 900 ms$/,
  )
})

test('an issuer that judges ids and secrets at once leaves both causes', () =>
  expect(refused([210, 205], 715, 8)).toMatchObject({
    code: 'trust.secret-mismatch',
    summary: expect.stringMatching(BOTH),
  }))

test('refusals much later than the answers of the issuer leave both causes', () =>
  expect(refused([3_010, 3_005], 20, 8)).toMatchObject({
    code: 'trust.secret-mismatch',
    summary: expect.stringMatching(BOTH),
  }))

test('an issuer at which no id and secret can be proved leaves both causes', () =>
  expect(refused([210, 205], 715)).toMatchObject({
    code: 'trust.token-rejected',
    summary: expect.stringMatching(BOTH),
  }))

test('refusals as late as the answers of the issuer say nothing about its wait', () =>
  expect(refused([400, 420], 390, 380)).toMatchObject({ code: 'trust.secret-mismatch' }))
