import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { judgeRefusal, type RefusalFact } from '../access/judge-refusal.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** A sign-out, and the answers of routes that accepted its token before. */
export interface SignOutFact {
  readonly signedOut: Exchange
  readonly after: readonly RefusalFact[]
}

/** Whether the sign-out was answered as promised, and its token is refused after it. */
export function judgeSignOut(
  { signedOut, after }: SignOutFact,
  { signOut }: Pick<TokenPromise, 'signOut'>,
): readonly Finding[] {
  if (signOut === undefined) return []
  const refused = judgeAnswer(signedOut, signOut)
  if (refused !== undefined) return [refused]
  return after.flatMap((fact) => {
    const what = 'a token whose session was signed out'
    const finding = judgeRefusal(fact, fact.route.withWrongToken, 'auth.accepts-expired', what)
    if (finding?.code !== 'auth.accepts-expired') return finding === undefined ? [] : [finding]
    const { service } = fact.route.request
    return [
      {
        ...finding,
        summary: `${service} still accepts a token after its session was signed out`,
        nextSteps: [
          `Let ${service} ask the issuer, or a list of ended sessions, and not the signature alone; look for a cache of verdicts.`,
          'If tokens are meant to live on after a sign-out, leave `signOut` out of the contract, and keep their lifetime short.',
        ],
      },
    ]
  })
}

function judgeAnswer(
  exchange: Exchange,
  { request, statuses }: NonNullable<TokenPromise['signOut']>,
): Finding | undefined {
  const { service, method, path } = request
  const promise = `${method} ${path} signs a user out`
  const unanswered = judgeRouteAnswered(exchange, request, promise, statuses)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  if (statuses.includes(exchange.status)) return undefined
  const isMissing = exchange.status === 404 || exchange.status === 405
  const isRefused = exchange.status === 401 || exchange.status === 403
  const code = isMissing ? 'route.missing' : isRefused ? 'route.forbidden' : 'route.shape'
  return findingOf(code, service, exchange, {
    subject: `${method} ${path}`,
    promise,
    expected: statuses.join(' or '),
  })
}
