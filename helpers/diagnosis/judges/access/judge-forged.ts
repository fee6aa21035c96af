import { isRefused } from '../../../promise/expectation.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { withEvidence } from '../finding-of.ts'
import { judgeRefusal, type RefusalFact } from './judge-refusal.ts'

/** What it is when a token of the battery is believed. */
export const BELIEVED: Readonly<Record<Forged['group'], Code>> = {
  forged: 'auth.accepts-forged',
  expired: 'auth.accepts-expired',
  claim: 'auth.ignores-claim',
  malformed: 'auth.open',
}

/** Whether a protected route turned one wrong token of the battery away. */
export function judgeForged(fact: RefusalFact, forgery: Forged): Finding | undefined {
  const { exchange, route } = fact
  if (exchange.kind === 'answer' && forgery.alsoRefusedWith.includes(exchange.status))
    return undefined
  if (
    exchange.kind === 'no-answer' &&
    exchange.fault === 'http.reset' &&
    forgery.hangUp === 'refuses'
  )
    return undefined
  // What is no token at all may be refused as a missing one.
  if (
    exchange.kind === 'answer' &&
    forgery.group === 'malformed' &&
    isRefused(exchange, route.withoutCredentials)
  )
    return undefined
  const finding = judgeRefusal(
    fact,
    route.withWrongToken,
    BELIEVED[forgery.group],
    `a token ${forgery.title}`,
  )
  return (
    finding &&
    withEvidence(
      { ...finding, ...(finding.code === 'auth.ignores-claim' && { subject: forgery.proves }) },
      [`what that proves: ${forgery.proves} (${forgery.source})`],
    )
  )
}
