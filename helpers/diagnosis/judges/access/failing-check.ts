import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import { type GoodTokenLook, isAlike } from '../../experiments/good-token.ts'
import { speakerOf, tokenGateOf } from '../health/token-gate.ts'

/**
 * A route that answers 5xx to the good token and to a word in its place, and refuses a request without a token as promised:
 * the service fails where it checks tokens, before it looks at this one. So Spring Security 6.5 answers where the issuer
 * names itself otherwise than `issuer-uri`, or cannot be reached. Undefined for any other answers.
 */
export function failingCheck(
  first: Answer,
  {
    route,
    look: { without, garbage },
  }: { readonly route: ProtectedRoute; readonly look: GoodTokenLook },
  { issuer, jwt }: TokenPromise,
): Pick<Finding, 'code' | 'summary' | 'nextSteps'> | undefined {
  if (first.status < 500 || without?.kind !== 'answer' || garbage === undefined) return undefined
  if (!isAlike(first, garbage) || !isRefused(without, route.withoutCredentials)) return undefined
  const { service, method, path } = route.request
  const reads =
    jwt?.key.kind === 'jwks'
      ? `the discovery document and the keys of ${issuer}`
      : 'what it checks with'
  const gate = tokenGateOf(first)
  return {
    code: 'trust.token-rejected',
    summary: `${speakerOf(first, service)} answers ${first.status} at ${method} ${path} to the good token and to a word in its place alike, and ${without.status} without a token: its check of tokens fails, whatever the token`,
    nextSteps: gate
      ? [gate.step]
      : [
          `Look in the log of ${service} for the exception in its check of tokens, by the time or the trace id of the finding: it may not load ${reads}, or miss a setting of it.`,
          ...(jwt?.key.kind === 'jwks'
            ? [
                `Compare the issuer in the settings of ${service} with the \`issuer\` that ${issuer} names in its discovery document, letter by letter: some libraries stop at a difference.`,
              ]
            : []),
        ],
  }
}
