import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { isAccepted } from './accepted.ts'

/** The answers of one route to one wrong token, each time that it was sent, and to the good one. */
interface Answers {
  readonly route: ProtectedRoute
  readonly exchange: Exchange
  readonly again?: readonly Exchange[] | undefined
  readonly good?: Exchange
}

/**
 * The finding about a wrong token to which a route answers 5xx each time, though it accepts the good token: the service is
 * not down, and the token opened nothing. Its check of tokens fails where it should refuse: Keycloak 26.0.7 answers 500 at
 * userinfo to `alg: none`. Undefined for any other answer.
 */
export function failedOnToken(
  finding: Finding,
  { route, exchange, again = [], good }: Answers,
  { title }: Forged,
  expected: string,
): Finding | undefined {
  if (finding.code !== 'route.error' && finding.code !== 'service.unavailable') return undefined
  if (exchange.kind !== 'answer' || good === undefined || !isAccepted(good, route)) return undefined
  if (again.some((one) => one.kind !== 'answer' || one.status !== exchange.status)) return undefined
  const { service, method, path } = route.request
  const { status } = exchange
  return {
    ...finding,
    code: 'route.shape',
    subject: `${method} ${path}`,
    expected,
    summary: `${service} answers ${status} at ${method} ${path} to a token ${title}, and accepts the good token there: its check of tokens fails on this one, and does not refuse it`,
    nextSteps: [
      `Look in the log of ${service} for the error of the trace id of the finding: what its check of tokens, or the issuer that it asks, does with such a token.`,
      `If its software is known to answer so, promise it in the contract (\`withWrongToken: [401, ${status}]\`), or leave this token out with that reason (\`leftOut\`).`,
    ],
  }
}
