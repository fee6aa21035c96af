import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { saysSo } from '../../../promise/expectation.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { type TokenVerdict, verdictOf } from '../token/read-verdict.ts'
import type { AcceptanceFact, Diagnosis, RefusedToken } from './acceptance-fact.ts'
import { judgeDelegated } from './delegated-refusal.ts'
import type { StatedReason } from './refusal-words.ts'
import { countOf, isMixed, sometimesInWords } from './sometimes.ts'
import { REASON_WORDS } from './stated-reason.ts'
import { aheadSeconds, isYoung } from './token-times.ts'

/** What the issuer says of the token, and of the service that asks it. */
export function readIssuer(refused: RefusedToken): Diagnosis {
  const { fact, promise, reason } = refused
  const { service, verified } = fact
  if (service.name === promise.issuer)
    return {
      code: 'trust.token-rejected',
      evidence: [`${service.name} refuses a token that it issued itself`],
      ...(onSomeInstances(refused) ?? because(service.name, reason)),
    }
  const verdict = verdictIn(fact, promise)
  if (verified !== undefined && verdict === 'invalid')
    return {
      code: 'trust.token-rejected',
      evidence: [
        `${promise.issuer} itself does not call the token valid: ${describeExchange(verified)}`,
      ],
    }
  const evidence = evidenceFor(refused)
  const delegates = promise.delegated?.some(({ consumer }) => consumer === service.name) ?? false
  return delegates && verdict === 'valid' && reason === undefined
    ? judgeDelegated(refused, evidence)
    : { code: 'trust.token-rejected', evidence, ...inWords(refused) }
}

/** What speaks for the token, and for each likely reason of the refusal. */
function evidenceFor({ fact, promise, accepts }: RefusedToken): readonly string[] {
  const { service, look = {}, answers, credentials } = fact
  return [
    ...vouching(promise, fact),
    ...(answers.some(accepts)
      ? ['it is accepted some of the time, as when one instance has another configuration']
      : []),
    ...credentialsEvidence(credentials, promise),
    ...(isYoung(look)
      ? [
          `iat or nbf of the token is ${aheadSeconds(look)} s ahead of the Date of ${service.name}: many verifiers refuse such a token until then`,
        ]
      : []),
  ]
}

/** The summary, if the answer gives a reason. */
function because(service: string, reason: StatedReason | undefined): { readonly summary?: string } {
  return reason === undefined
    ? {}
    : { summary: `${service} refuses good tokens of the issuer: ${REASON_WORDS[reason].means}` }
}

/** The summary where it is accepted at other times: how often not, and for which reason. */
function onSomeInstances({
  fact,
  accepts,
  reason,
}: RefusedToken): { readonly summary: string } | undefined {
  const count = countOf(fact.answers, accepts)
  if (!isMixed(count)) return undefined
  const line = sometimesInWords(fact.route.request, 'trust.token-rejected', count)
  return { summary: reason === undefined ? line : `${line}: ${REASON_WORDS[reason].means}` }
}

/** The summary: how often, for which reason, and what about the token may be the reason where none is given. */
function inWords(refused: RefusedToken): { readonly summary?: string } {
  const { fact, reason, arrival } = refused
  const { service, look } = fact
  const some = onSomeInstances(refused)
  if (some !== undefined) return some
  // Where no token gets the same answer, it is open whether this one arrives: that comes first.
  return reason === undefined && look?.typ !== undefined && arrival === 'yes'
    ? {
        summary: `${service.name} refuses good tokens of the issuer without a reason; their type (typ in the header) is ${quote(look.typ, 40)}, which some middlewares refuse`,
      }
    : because(service.name, reason)
}

/** The issuer's verdict on the token, as far as it was asked and answered. */
function verdictIn({ verified }: AcceptanceFact, { verify }: TokenPromise): TokenVerdict {
  return verified === undefined || verify === undefined ? 'none' : verdictOf(verified, verify)
}

/** What speaks for the token: the issuer's verdict, or its signature as checked here. */
function vouching(promise: TokenPromise, fact: AcceptanceFact): readonly string[] {
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
function credentialsEvidence(
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
