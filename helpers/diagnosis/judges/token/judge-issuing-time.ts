import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import { type Answer, type Exchange, ownTimeOf } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'

/** How long a login may take, milliseconds: hashing a password takes some tenths of a second, a page may wait this long. */
export const ISSUING_MS = 2_500

/** Whether the issuer takes seconds for a token, twice in a row, so that no cold start explains it. */
export function judgeIssuingTime(
  first: Answer,
  again: Exchange | undefined,
  { issuer }: TokenPromise,
): Finding | undefined {
  if (again?.kind !== 'answer') return undefined
  const times = [first, again].map(({ timing }) => ownTimeOf(timing))
  if (times.some((ms) => ms <= ISSUING_MS)) return undefined
  const shown = times.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')
  return findingOf('service.slow', issuer, first.asked, {
    subject: `${first.asked.method} ${new URL(first.asked.url).pathname}`,
    promise: `${issuer} issues a token within ${ISSUING_MS} ms`,
    expected: `at most ${ISSUING_MS} ms, or a second token within that time`,
    got: `a token after ${shown}`,
    summary: `${issuer} takes seconds to issue a token (${shown}): users wait that long to sign in`,
    evidence: ['a second token, right after the first, took as long: no cold start explains it'],
  })
}
