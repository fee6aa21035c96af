import { quote } from '../../../text/quote.ts'
import { aloneOf } from '../../experiments/good-token.ts'
import { describeExchange } from '../describe-exchange.ts'
import { isSentToSignIn, redirectTo } from '../health/answer-signs.ts'
import { settingFor } from '../health/edges/settings.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'
import { endedToken } from './ended-token.ts'
import type { StatedReason } from './refusal-words.ts'
import { acceptedElsewhere, goneOrRefused } from './route-or-token.ts'
import { REASON_WORDS } from './stated-reason.ts'
import { credentialsEvidence, verdictIn, vouching } from './vouching.ts'
import { aheadSeconds, isYoung, lateToken, youngToken } from './young-token.ts'

/** The meaning of a good token's refusal: by its own words first, then by the experiments, then by the issuer. */
export function diagnoseRefusal(refused: RefusedToken): Diagnosis {
  return readAnswer(refused) ?? readExperiments(refused) ?? readIssuer(refused)
}

/** What the answer itself shows, without a second look at the token. */
function readAnswer(refused: RefusedToken): Diagnosis | undefined {
  const { first, isRefusal, askedIssuerInVain, arrival } = refused
  if (askedIssuerInVain)
    return {
      code: 'trust.auth-unreachable',
      evidence: ['the service says that it cannot ask the issuer'],
    }
  if (first.status === 404) return goneOrRefused(refused)
  if (!isRefusal)
    return {
      code: 'route.shape',
      evidence: ['the answer neither accepts nor refuses the token'],
    }
  if (arrival === 'no')
    return {
      code: 'trust.header-dropped',
      evidence: ['the service says that no token arrived, to requests with a token and without'],
      nextSteps: settingFor(first.headers, 'credential'),
    }
  return undefined
}

/** What the same token, later or elsewhere, and a newer one of the same user showed. */
function readExperiments(refused: RefusedToken): Diagnosis | undefined {
  const { fact, promise, first, reason, accepts } = refused
  const { service, look = {} } = fact
  const names = { service: service.name, issuer: promise.issuer }
  if (look.later !== undefined && accepts(look.later.exchange)) {
    const shown = `accepts it ${Math.ceil(look.later.waitedMs / 1000)} s later`
    return look.later.of === 'lookup'
      ? lateToken(names, shown)
      : youngToken(first, look, names, shown)
  }
  if (reason === 'too-early' && isYoung(look))
    return youngToken(
      first,
      look,
      names,
      `its iat or nbf is ${aheadSeconds(look)} s ahead of that clock`,
    )
  const shown = endedToken(refused) ?? acceptedElsewhere(refused)
  if (shown !== undefined) return shown
  if (isSentToSignIn(first)) return sentToSignIn(refused)
  if (look.reach?.says === 'unreachable')
    return {
      code: 'trust.auth-unreachable',
      evidence: [`${service.name} says itself that it cannot reach ${promise.issuer}`],
    }
  return undefined
}

/** What the issuer says of the token, and of the service that asks it. */
function readIssuer(refused: RefusedToken): Diagnosis {
  const { fact, promise, reason } = refused
  const { service, verified } = fact
  if (service.name === promise.issuer)
    return {
      code: 'trust.token-rejected',
      evidence: [`${service.name} refuses a token that it issued itself`],
      ...because(service.name, reason),
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

/**
 * A service that asks its issuer to check tokens, and refuses one that the issuer calls good: its credentials are wrong,
 * or it does not reach the issuer. Only an experiment shows which one.
 */
function judgeDelegated(
  { fact, promise, arrival, accepts }: RefusedToken,
  evidence: readonly string[],
): Diagnosis {
  const { service, credentials, clock, look = {} } = fact
  const answered = credentials?.kind === 'answer' && credentials.status < 300
  if (!answered || clock !== undefined) return { code: 'trust.token-rejected', evidence }
  const isReached = look.reach?.says === 'reached'
  const refusals = fact.answers.filter((one) => !accepts(one)).length
  const times =
    refusals === fact.answers.length ? '' : `${refusals} of ${fact.answers.length} times`
  const left = isReached && arrival === 'yes' && aloneOf(look, () => false) !== 'not-tried'
  return {
    code: 'trust.secret-mismatch',
    evidence: [
      ...evidence,
      left
        ? `${service.name} checks tokens by asking ${promise.issuer} with its own id and secret, and reaches it: only these are left`
        : `${service.name} checks tokens by asking ${promise.issuer} with its own id and secret: one of these is wrong, or it does not reach ${promise.issuer}`,
    ],
    ...(left
      ? times !== '' && {
          summary: `${service.name} refuses good tokens ${times}: on some instance its id or secret is not the one that ${promise.issuer} expects`,
        }
      : {
          summary: `${service.name} refuses tokens that ${promise.issuer} calls good${times === '' ? '' : `, ${times}`}: its own id or secret is wrong, or it does not reach ${promise.issuer}`,
          nextSteps: [
            `Look at the log of ${service.name}: does it fail to reach ${promise.issuer}, or does ${promise.issuer} refuse it?`,
          ],
        }),
  }
}

/** A redirect to a page for people is no verdict on a token: nothing shows that the token was looked at. */
function sentToSignIn({ fact: { service, route }, first }: RefusedToken): Diagnosis {
  const { method, path } = route.request
  return {
    code: 'trust.token-rejected',
    evidence: ['a page to sign in is for people: nothing shows that the token was looked at'],
    summary: `${service.name} answers the good token at ${method} ${path} with a redirect to a page to sign in, ${quote(redirectTo(first)?.href ?? '', 120)}`,
    nextSteps: [
      `Look for what asks for a session at ${path}: a wall in front of ${service.name}, or a check of cookies that comes before the check of tokens.`,
    ],
  }
}

/** The summary, if the answer gives a reason. */
function because(service: string, reason: StatedReason | undefined): { readonly summary?: string } {
  return reason === undefined
    ? {}
    : { summary: `${service} refuses good tokens of the issuer: ${REASON_WORDS[reason].means}` }
}

/** The summary: how often, for which reason, and what about the token may be the reason where none is given. */
function inWords({ fact, accepts, reason }: RefusedToken): { readonly summary?: string } {
  const { service, answers, look } = fact
  const refusals = answers.filter((one) => !accepts(one)).length
  if (refusals < answers.length)
    return {
      summary: `${service.name} refuses good tokens ${refusals} of ${answers.length} times, as when one instance has another configuration${reason === undefined ? '' : `: ${REASON_WORDS[reason].means}`}`,
    }
  return reason === undefined && look?.typ !== undefined
    ? {
        summary: `${service.name} refuses good tokens of the issuer without a reason; their type (typ in the header) is ${quote(look.typ, 40)}, which some middlewares refuse`,
      }
    : because(service.name, reason)
}
