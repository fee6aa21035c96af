import { isRefused } from '../../../promise/expectation.ts'
import { reasonSaid } from '../describe-exchange.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'
import { isAccepted } from './accepted.ts'
import { REASON_WORDS } from './stated-reason.ts'

/** One route refuses the token that another route of the same service accepts: neither key nor credentials are at fault. */
export function acceptedElsewhere({ fact, first, reason }: RefusedToken): Diagnosis | undefined {
  const { service, route, look, answers } = fact
  const elsewhere = look?.elsewhere
  if (elsewhere === undefined || !isAccepted(elsewhere.exchange, elsewhere.route)) return undefined
  if (answers.some((one) => isAccepted(one, route))) return undefined
  const [here, there] = [route, elsewhere.route].map(
    ({ request: { method, path } }) => `${method} ${path}`,
  )
  const said = reasonSaid(first)
  return {
    code: 'route.forbidden',
    evidence: [],
    summary: `${service.name} refuses at ${here} the token that it accepts at ${there}${reason === undefined ? '' : `: ${REASON_WORDS[reason].means}`}${said === undefined ? '' : `; it says ${said}`}`,
    ...(reason !== undefined && { nextSteps: [REASON_WORDS[reason].step] }),
  }
}

/** A 404 is a refusal only where the contract promises it as one; then it may still be a route that is gone. */
export function goneOrRefused({ fact: { service, route }, first }: RefusedToken): Diagnosis {
  if (!isRefused(first, route.withWrongToken)) return { code: 'route.missing', evidence: [] }
  const { method, path } = route.request
  return {
    code: 'trust.token-rejected',
    evidence: [
      'the contract promises 404 for a wrong token: a route that is gone would answer alike',
    ],
    summary: `${service.name} answers 404 to the good token at ${method} ${path}, as it is promised for a wrong one: it refuses the token, or has no such route`,
    nextSteps: [
      `Look in the log of ${service.name} whether it knows ${method} ${path}: if it does, it refused the token, and says why.`,
    ],
  }
}
