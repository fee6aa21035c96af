import type { Refusal } from '../../../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import { type Finding, saw } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { withEvidence } from '../finding-of.ts'
import { isThrottled } from '../health/answer-signs.ts'
import { recogniseEdge } from '../health/edge-of.ts'
import { isAccepted } from './accepted.ts'
import { BELIEVED, believedInWords, madeInWords } from './believed.ts'
import { judgeRefusal, type RefusalFact, refusalInWords } from './judge-refusal.ts'

/** Whether a protected route refused one token of the battery. */
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
  // A text that is no token may be refused like a missing one.
  if (
    exchange.kind === 'answer' &&
    forgery.group === 'malformed' &&
    isRefused(exchange, route.withoutCredentials)
  )
    return undefined
  const finding = judgeRefusal(
    fact,
    route.withWrongToken,
    BELIEVED[forgery.group],
    `a token ${forgery.title}`,
  )
  if (finding === undefined) return undefined
  const front =
    refusedInFront(finding, exchange, forgery) ??
    failedToRefuse(finding, fact, `a token ${forgery.title}`, route.withWrongToken)
  const isBelieved = finding.code === BELIEVED[forgery.group]
  return withEvidence(
    front ?? {
      ...finding,
      ...(isBelieved && finding.summary === undefined && believedInWords(route.request, forgery)),
      ...(finding.code === 'auth.ignores-claim' && { subject: forgery.proves }),
      ...(finding.code === 'http.reset' && cutInWords(route, forgery)),
    },
    [
      ...(isBelieved ? madeInWords(forgery) : []),
      `what that proves: ${forgery.proves} (${forgery.source})`,
    ],
  )
}

/** A connection that is cut at each try of one wrong token: nothing was given away, and nothing was said. */
function cutInWords(
  { request: { service, method, path } }: ProtectedRoute,
  { title }: Forged,
): Pick<Finding, 'summary'> {
  return {
    summary: `${service} cuts the connection of ${method} ${path} with a token ${title}, each time, as when a firewall before it refuses the token, or its process ends on it`,
  }
}

/** Whether a protected route refused a request without credentials. */
export function judgeBare(fact: RefusalFact): Finding | undefined {
  const { withoutCredentials } = fact.route
  const what = 'a request without credentials'
  const finding = judgeRefusal(fact, withoutCredentials, 'auth.open', what)
  return finding && (failedToRefuse(finding, fact, what, withoutCredentials) ?? finding)
}

/**
 * The finding about a wrong token, or none, to which a route answers 5xx each time, though it accepts the good token: the service is
 * not down, and nothing was opened. Its check of tokens fails where it should refuse: Keycloak 26.0.7 answers 500 at
 * userinfo to `alg: none`. Undefined for any other answer.
 */
function failedToRefuse(
  finding: Finding,
  { route, exchange, again = [], good }: RefusalFact,
  what: string,
  refusal: Refusal,
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
    expected: refusalInWords(refusal),
    summary: `${service} answers ${status} at ${method} ${path} to ${what}, and accepts the good token there: its check of tokens fails on this one, and does not refuse it`,
    nextSteps: [
      `Look in the log of ${service} for the error of the trace id of the finding: what its check of tokens, or the issuer that it asks, does with such a request.`,
      `If its software is known to answer so, promise it in the contract (\`${refusal === route.withWrongToken ? 'withWrongToken' : 'withoutCredentials'}: [401, ${status}]\`)${refusal === route.withWrongToken ? ', or leave this token out with that reason (`leftOut`)' : ''}.`,
    ],
  }
}

/** Words of a firewall that has no page of its own: F5, ModSecurity and API gateways, as their manuals write them. */
const BLOCKED =
  /\b(?:request|access|transaction)\b[^.{}<]{0,20}\b(?:blocked|rejected)\b|\bblocked by\b|\bweb application firewall\b|\bsupport ?id\b/i

/** Tokens that look like an attack on their way already; one that has expired looks like any other. */
const LOOKS_WRONG: ReadonlySet<Forged['group']> = new Set(['forged', 'malformed'])

/**
 * The finding about a wrong token that a firewall refused before the service saw it: the token is refused, and what the
 * service does with it is not known. A warning, since users do not send such tokens. Undefined for any other answer.
 */
function refusedInFront(
  finding: Finding,
  exchange: Exchange,
  { group }: Forged,
): Finding | undefined {
  if (exchange.kind === 'no-answer' || !LOOKS_WRONG.has(group)) return undefined
  const edge = recogniseEdge(exchange)
  const isOfFirewall = edge?.means === 'refused' || (edge === undefined && saysBlocked(exchange))
  if (!isOfFirewall || isThrottled(exchange)) return undefined
  const { service } = finding
  const name = edge?.name ?? 'a firewall (by its words)'
  return {
    ...finding,
    code: 'edge.refused',
    severity: 'warning',
    summary: `${name} in front of ${service} refuses wrong tokens of this run with ${exchange.status} before ${service} sees them: what ${service} does with them is not known`,
    evidence: [
      saw(
        edge === undefined
          ? `the words of the answer are those of a firewall: ${quote(exchange.text, 120)}`
          : `the answer has the marks of an edge (${edge.name}), not of the application`,
      ),
    ],
    nextSteps: [
      `If that is meant, leave these tokens out with that reason (\`leftOut\` in the contract); to see ${service} itself, run from an address that ${edge?.name ?? 'the firewall'} lets through.`,
    ],
  }
}

function saysBlocked({ status, text }: Answer): boolean {
  return status >= 400 && status < 500 && BLOCKED.test(text.slice(0, 2048))
}
