import type { Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import { quote } from '../../../text/quote.ts'
import { isSameAnswer } from '../../experiments/good-token.ts'
import { reasonSaid } from '../describe-exchange.ts'
import { isSentToSignIn, redirectTo } from '../health/answer-signs.ts'
import { settingFor } from '../health/edges/settings.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'
import { isAccepted } from './accepted.ts'
import { readIssuer } from './issuer-says.ts'
import { acceptedBySocket, lostCarrier, sameForAll, saysOfCallerAlone } from './lost-token.ts'
import { REASON_WORDS } from './stated-reason.ts'
import { aheadSeconds, endedToken, isYoung, lateToken, youngToken } from './token-times.ts'

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
    return (
      leftOpen(refused) ?? {
        code: 'trust.header-dropped',
        evidence: ['the service says that no token arrived, to requests with a token and without'],
        nextSteps: settingFor(first.headers, 'credential'),
        ...lostCarrier(refused),
      }
    )
  return undefined
}

/** Words about the caller alone, which an app may say to wrong tokens too: another route or a WebSocket may show whether the token arrives. */
function leftOpen(refused: RefusedToken): Diagnosis | undefined {
  if (!saysOfCallerAlone(refused.first)) return undefined
  return acceptedElsewhere(refused) ?? sameForAll(refused)
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
  const shown = endedToken(refused) ?? acceptedElsewhere(refused) ?? acceptedBySocket(refused)
  if (shown !== undefined) return shown
  if (isSentToSignIn(first)) return sentToSignIn(refused)
  return look.reach?.says === 'unreachable'
    ? issuerUnreached(names, look.reach.exchange)
    : answeredAsNone(refused)
}

/** The words of such a service often name the address that it asks. */
function issuerUnreached(
  { service, issuer }: { readonly service: string; readonly issuer: string },
  exchange: Exchange,
): Diagnosis {
  const said = reasonSaid(exchange)
  return {
    code: 'trust.auth-unreachable',
    evidence: [`${service} says itself that it cannot reach ${issuer}`],
    ...(said !== undefined && {
      summary: `${service} cannot reach ${issuer} to have tokens checked; it says ${said} at ${exchange.asked.method} ${new URL(exchange.asked.url).pathname}`,
    }),
  }
}

/**
 * The good token gets the answer of a missing one, and a word in its place another: the service gave no verdict on it. So
 * Spring Security 6 answers while it cannot load the key set (BearerTokenAuthenticationEntryPoint, for an error that is none
 * of the token).
 */
function answeredAsNone({
  fact,
  promise,
  first,
  reason,
  accepts,
}: RefusedToken): Diagnosis | undefined {
  const { service, look: { without, garbage } = {} } = fact
  if (fact.answers.some(accepts) || reason !== undefined) return undefined
  if (without === undefined || garbage === undefined) return undefined
  // A service that asks the issuer has a cause of its own: what the issuer says.
  if (promise.delegated?.some(({ consumer }) => consumer === service.name)) return undefined
  if (!isSameAnswer(first, without) || isSameAnswer(first, garbage)) return undefined
  const needs =
    promise.jwt?.key.kind === 'jwks' ? `the key set of ${promise.issuer}` : 'what it checks with'
  return {
    code: 'trust.token-rejected',
    evidence: [],
    summary: `${service.name} answers the good token as it answers a request without one, and refuses a word in its place in another way: it gives no verdict on the token, as when it cannot load ${needs}`,
    nextSteps: [
      `Look in the log of ${service.name} for an error while it loaded ${needs}: an address that it does not reach, or an answer that is none.`,
      'Look whether a token of this length arrives: a proxy may remove a header that is too long for it.',
    ],
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
export function goneOrRefused({
  fact: { service, route, answers },
  first,
  accepts,
}: RefusedToken): Diagnosis {
  if (!isRefused(first, route.withWrongToken)) return { code: 'route.missing', evidence: [] }
  // A route that lets the token in at other times is there.
  if (answers.some(accepts)) return { code: 'trust.token-rejected', evidence: [] }
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
