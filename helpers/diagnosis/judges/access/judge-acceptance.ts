import type { ProtectedRoute, ServicePromise } from '../../../../contracts/type/service.ts'
import type { TokenPromise } from '../../../../contracts/type/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/is-refused.ts'
import { saysSo } from '../../../promise/says-so.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { SignatureFact } from '../../../tokens/verify-signature.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from './judge-route-answered.ts'

/** What a service said to the good token, again and again, and what else is known about that token. */
export interface AcceptanceFact {
  readonly service: ServicePromise
  readonly route: ProtectedRoute
  readonly answers: readonly Exchange[]
  /** The issuer's own verdict on the same token, asked when the service refused it. */
  readonly verified?: Exchange
  /** What checking its signature here showed, where the issuer has no verify route. */
  readonly signature?: SignatureFact
  /** What the issuer says to the service credentials this environment is configured with. */
  readonly credentials?: Exchange
  /** Signed by the suite, with a key that was not seen to be the issuer's. */
  readonly origin?: 'minted-here'
  /** Finding of the clocks, when they disagree. */
  readonly clock?: Finding
}

/**
 * Whether the service accepts the good token every time. A refusal is diagnosed by what else is
 * known: the issuer's verdict, the service credentials, the clocks; the evidence says what is excluded.
 */
export function judgeAcceptance(fact: AcceptanceFact, promise: TokenPromise): Finding | undefined {
  const { service, route, answers } = fact
  const refused = answers.filter((answer) => !isAccepted(answer, route))
  const first = refused[0]
  if (first === undefined) return undefined
  const title = `${service.name} accepts the good token at ${route.request.method} ${route.request.path}`
  const counts = `${answers.length - refused.length} of ${answers.length} times accepted`
  const unreachable = promise.delegated?.find(
    ({ consumer }) => consumer === service.name,
  )?.unreachable
  const askedIssuerInVain =
    first.kind === 'answer' && unreachable !== undefined && isRefused(first, unreachable)
  const unanswered = askedIssuerInVain ? undefined : judgeRouteAnswered(first, route.request, title)
  if (unanswered !== undefined) return { ...unanswered, evidence: [...unanswered.evidence, counts] }
  if (first.kind !== 'answer') return undefined
  const foreign = judgeMinted(fact, promise)
  if (foreign !== undefined) return foreign
  const { code, evidence } = askedIssuerInVain
    ? {
        code: 'trust.auth-unreachable' as const,
        evidence: ['it says that it cannot ask the issuer'],
      }
    : diagnose(fact, promise, first.status)
  const key = promise.jwt?.key
  return findingOf(code, service.name, first.asked, {
    ...(code === 'trust.token-rejected' &&
      key?.kind === 'jwks' && {
        nextSteps: [
          `See that ${service.name} reads the keys of ${promise.issuer} at ${key.request.path} anew, and expects the right issuer and audience: a kept or copied key set lacks new keys.`,
        ],
      }),
    ...(code.startsWith('route.') && { subject: `${route.request.method} ${route.request.path}` }),
    promise: title,
    expected: `${route.accepted.join(' or ')}, every time`,
    got: `${describeExchange(first)} (${counts})`,
    evidence: [
      ...evidence,
      ...(fact.clock === undefined
        ? ['the clocks agree: skew is excluded']
        : [`the clocks disagree: ${fact.clock.got}`]),
    ],
  })
}

/** A token that was signed here, and that the issuer does not know for its own, says nothing about who refuses it. */
function judgeMinted(
  { service, origin, verified }: AcceptanceFact,
  { issuer, jwt, verify }: TokenPromise,
): Finding | undefined {
  if (origin === undefined || verify === undefined || jwt?.key.kind !== 'secret') return undefined
  if (verified?.kind !== 'answer' || saysSo(verified, verify.valid)) return undefined
  const { variable } = jwt.key
  return findingOf('token.signature', issuer, verified.asked, {
    subject: variable,
    promise: `${issuer} knows a token that is signed with ${variable} for its own`,
    expected: `${verify.valid.at}: ${verify.valid.is.join(' or ')}`,
    got: describeExchange(verified),
    evidence: [`the token was signed here with ${variable}; ${service.name} refuses it too`],
    culprit: 'this-run',
  })
}

export function isAccepted(exchange: Exchange, route: ProtectedRoute): boolean {
  return exchange.kind === 'answer' && route.accepted.includes(exchange.status)
}

function diagnose(
  { service, verified, signature, credentials, clock, answers, route }: AcceptanceFact,
  promise: TokenPromise,
  status: number,
): { code: Code; evidence: readonly string[] } {
  if (status === 404) return { code: 'route.missing', evidence: [] }
  if (status !== 401 && status !== 403)
    return {
      code: 'route.shape',
      evidence: ['it is neither accepted nor refused as a token would be'],
    }
  if (service.name === promise.issuer)
    return {
      code: 'trust.token-rejected',
      evidence: [`${service.name} refuses a token that it issued itself`],
    }
  const sometimes = answers.some((answer) => isAccepted(answer, route))
  const vouched =
    verified?.kind === 'answer' &&
    promise.verify !== undefined &&
    saysSo(verified, promise.verify.valid)
  if (verified !== undefined && !vouched)
    return {
      code: 'trust.token-rejected',
      evidence: [
        `${promise.issuer} itself does not call the token valid: ${describeExchange(verified)}`,
      ],
    }
  const evidence = [
    vouching(promise, verified, signature),
    ...(sometimes
      ? ['it is accepted some of the time: not every instance has the same configuration']
      : []),
    ...credentialsEvidence(credentials, promise),
  ]
  const delegates = promise.delegated?.some(({ consumer }) => consumer === service.name) ?? false
  const proved =
    delegates &&
    vouched &&
    credentials?.kind === 'answer' &&
    credentials.status < 300 &&
    clock === undefined
  return {
    code: proved ? 'trust.secret-mismatch' : 'trust.token-rejected',
    evidence: proved
      ? [
          ...evidence,
          `${service.name} checks tokens by asking ${promise.issuer} with its own id and secret: only these are left`,
        ]
      : evidence,
  }
}

function vouching(
  promise: TokenPromise,
  verified: Exchange | undefined,
  signature: SignatureFact | undefined,
): string {
  if (verified !== undefined)
    return `${promise.issuer} calls the same token valid: the token is good`
  if (signature === undefined) return `${promise.issuer} has no verify route to ask`
  return signature.kind === 'valid'
    ? `its signature is the issuer's own, as checked here: the token is good`
    : `its signature could not be proved here: ${signature.detail}`
}

function credentialsEvidence(
  credentials: Exchange | undefined,
  promise: TokenPromise,
): readonly string[] {
  const asked = promise.serviceCredentials
  if (asked === undefined || credentials === undefined)
    return ['the service credentials are not known here: whether they agree cannot be proved']
  if (credentials.kind !== 'answer' || credentials.status >= 300)
    return [`the service credentials could not be proved: ${describeExchange(credentials)}`]
  return saysSo(credentials, asked.accepted)
    ? [
        `${promise.issuer} accepts the ${asked.needs.join(' and ')} of this environment: what ${asked.consumer} runs with must differ`,
      ]
    : [
        `${promise.issuer} refuses the ${asked.needs.join(' and ')} of this environment: ${describeExchange(credentials)}`,
      ]
}
