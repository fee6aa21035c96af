import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { saysSo } from '../../../promise/expectation.ts'
import { describeExchange } from '../describe-exchange.ts'
import { type TokenVerdict, verdictOf } from '../token/read-verdict.ts'
import type { AcceptanceFact } from './acceptance-fact.ts'

/** The issuer's verdict on the token, as far as it was asked and answered. */
export function verdictIn({ verified }: AcceptanceFact, { verify }: TokenPromise): TokenVerdict {
  return verified === undefined || verify === undefined ? 'none' : verdictOf(verified, verify)
}

/** What speaks for the token: the issuer's verdict, or its signature as checked here. */
export function vouching(promise: TokenPromise, fact: AcceptanceFact): readonly string[] {
  const { verified, signature } = fact
  const { issuer, verify } = promise
  const checked =
    signature === undefined
      ? []
      : [
          signature.kind === 'valid'
            ? `its signature is the issuer's own, as checked here: the token is good`
            : `its signature could not be checked here: ${signature.detail}`,
        ]
  if (verify === undefined || verified === undefined)
    return signature === undefined ? [`${issuer} has no verify route to ask`] : checked
  return verdictIn(fact, promise) === 'valid'
    ? [`${issuer} calls the same token valid: the token is good`]
    : [`${issuer} gives no verdict on the token: ${describeExchange(verified)}`, ...checked]
}

/** What the issuer says of the service credentials of this environment. */
export function credentialsEvidence(
  credentials: Exchange | undefined,
  promise: TokenPromise,
): readonly string[] {
  const asked = promise.serviceCredentials
  if (asked === undefined || credentials === undefined)
    return ['this run has no service credentials: whether the two sides agree cannot be checked']
  if (credentials.kind !== 'answer' || credentials.status >= 300)
    return [
      `the service credentials could not be checked, since ${promise.issuer} answers: ${describeExchange(credentials)}`,
    ]
  return saysSo(credentials, asked.accepted)
    ? [
        `${promise.issuer} accepts the ${asked.needs.join(' and ')} of this environment: ${asked.consumer} may run with others`,
      ]
    : [
        `${promise.issuer} refuses the ${asked.needs.join(' and ')} of this environment: ${describeExchange(credentials)}`,
      ]
}
