import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { judgeRefusal, type RefusalFact } from './judge-refusal.ts'

/** What it is when a token of the battery is believed. */
export const BELIEVED: Readonly<Record<Forged['group'], Code>> = {
  forged: 'auth.accepts-forged',
  expired: 'auth.accepts-expired',
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
  const finding = judgeRefusal(
    fact,
    route.withWrongToken,
    BELIEVED[forgery.group],
    `a token ${forgery.title}`,
  )
  return (
    finding && {
      ...finding,
      evidence: [...finding.evidence, `what that proves: ${forgery.proves} (${forgery.source})`],
    }
  )
}
