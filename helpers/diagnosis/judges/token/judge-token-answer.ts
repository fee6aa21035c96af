import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Answer } from '../../../http/exchange.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { type DecodedToken, tokenTimes } from '../../../tokens/decode-token.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence, isFromCache } from '../health/answer-signs.ts'

/** The answer that brought a token, and the token in it. */
export interface TokenAnswerFact {
  readonly exchange: Answer
  readonly way: Pick<TokenWay, 'source'>
  readonly decoded: DecodedToken
  readonly receivedAtMs: number
}

/** Seconds that `expires_in` may be beyond the `exp` of the token: clocks, the way, and whole seconds. */
const ROUNDING_SECONDS = 60

/**
 * Whether the answer describes its token as it is (RFC 6749 §5.1): `token_type`, `expires_in` and `scope` beside what
 * was asked for and what the token says, and no permission to keep the answer. Members that are absent are not judged.
 */
export function judgeTokenAnswer(fact: TokenAnswerFact, promise: TokenPromise): readonly Finding[] {
  return [
    judgeType(fact, promise),
    judgeExpiresIn(fact, promise),
    judgeScope(fact, promise),
    judgeKept(fact, promise),
  ].filter((finding) => finding !== undefined)
}

/** A member that stands beside the token: `data.token_type` for a token at `data.access_token`. */
function beside({ exchange, way: { source } }: TokenAnswerFact, member: string): unknown {
  if (source.from !== 'request' || /^(?:header|cookie):|^text$/.test(source.token)) return undefined
  return lookUp(exchange, source.token.replace(/[^.]+$/, member))
}

/** A client must not use a token of a type that it does not know (RFC 6749 §7.1); letter case does not count. */
function judgeType(fact: TokenAnswerFact, { issuer, sent }: TokenPromise): Finding | undefined {
  const type = beside(fact, 'token_type')
  if (sent.by !== 'bearer' || typeof type !== 'string' || /^\s*bearer\s*$/i.test(type))
    return undefined
  const shown = quote(type, 40)
  return findingOf('token.malformed', issuer, fact.exchange.asked, {
    subject: 'token_type',
    promise: `${issuer} answers with a bearer token`,
    expected: 'token_type: Bearer (RFC 6750 §4)',
    got: `token_type: ${shown}`,
    summary: `${issuer} says token_type ${shown} of a token that is used as Bearer: OAuth clients refuse to use it`,
    nextSteps: [`Let ${issuer} answer token_type Bearer, or change how the contract sends tokens.`],
  })
}

function judgeExpiresIn(fact: TokenAnswerFact, { issuer }: TokenPromise): Finding | undefined {
  const { source } = fact.way
  const promised = source.from === 'request' ? source.expiresIn : undefined
  const said =
    promised === undefined ? beside(fact, 'expires_in') : lookUp(fact.exchange, promised.at)
  const number = typeof said === 'string' && said.trim() !== '' ? Number(said) : said
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  const seconds = promised?.unit === 'milliseconds' ? number / 1_000 : number
  const left = tokenTimes(fact.decoded, new Date(fact.receivedAtMs)).remainingSeconds
  // An expired token is a finding of its own; a shorter `expires_in` makes clients ask again early, which is safe.
  const isTooLong = left !== undefined && left > 0 && seconds > left + ROUNDING_SECONDS
  if (seconds > 0 && !isTooLong) return undefined
  const real = left === undefined ? '' : `, and the token ends in ${Math.round(left)} s (exp)`
  return findingOf('token.lifetime', issuer, fact.exchange.asked, {
    subject: 'expires_in',
    promise: `${issuer} says in its answer how long the token lives`,
    expected:
      left === undefined
        ? 'expires_in above 0'
        : `expires_in of at most ${Math.round(left)}, as exp of the token says`,
    got: `expires_in ${seconds}${real}`,
    summary: `${issuer} says expires_in ${seconds}${real}: clients ${seconds > 0 ? 'use it after its end' : 'take it for expired'}`,
    nextSteps: [
      'Let one setting make both expires_in (seconds from now, RFC 6749 §5.1) and exp of the token.',
    ],
  })
}

/** Scopes that were asked for as they stand in the request, that the answer names, and that the token holds. */
function judgeScope(fact: TokenAnswerFact, { issuer }: TokenPromise): Finding | undefined {
  const { source } = fact.way
  const asked = source.from === 'request' ? (source.request.form?.scope ?? '') : ''
  const granted = scopesIn(beside(fact, 'scope'))
  if (granted === undefined || granted.length === 0) return undefined
  const missing = /[{}]/.test(asked)
    ? []
    : (scopesIn(asked) ?? []).filter((scope) => !granted.includes(scope))
  const payload = fact.decoded.kind === 'jwt' ? fact.decoded.payload : {}
  const held = scopesIn(payload.scope ?? payload.scp)
  const empty = held === undefined ? [] : granted.filter((scope) => !held.includes(scope))
  if (missing.length === 0 && empty.length === 0) return undefined
  const got = `scope ${shown(granted)}${held === undefined ? '' : `; the token holds ${shown(held)}`}`
  return findingOf('token.claims', issuer, fact.exchange.asked, {
    subject: 'scope',
    severity: 'warning',
    promise: `${issuer} grants the scopes that are asked for, and says which (RFC 6749 §3.3)`,
    expected: asked === '' ? 'the scopes that the token holds' : `scope ${quote(asked, 80)}`,
    got,
    summary:
      missing.length > 0
        ? `${issuer} does not grant the scope ${shown(missing)} that was asked for (${got})`
        : `${issuer} says that it grants the scope ${shown(empty)}, which the token does not hold (${got})`,
    nextSteps: [`Look at the scopes that this client may have at ${issuer}.`],
  })
}

/** A scope is a text with blanks (RFC 6749 §3.3), or a list in some tokens (`scp`); undefined for anything else. */
function scopesIn(said: unknown): readonly string[] | undefined {
  if (typeof said === 'string') return said.split(/\s+/).filter((scope) => scope !== '')
  return Array.isArray(said) && said.every((one) => typeof one === 'string') ? said : undefined
}

function shown(scopes: readonly string[]): string {
  return quote(scopes.join(' '), 80)
}

/** `no-store` is a must (RFC 6749 §5.1), and without it most caches keep no answer to a POST; what allows it is judged. */
function judgeKept({ exchange }: TokenAnswerFact, { issuer }: TokenPromise): Finding | undefined {
  if (isFromCache(exchange)) return keptByCache(exchange, issuer)
  const control = exchange.headers['cache-control'] ?? ''
  const isAllowed = /\bpublic\b|\b(?:s-maxage|max-age)\s*=\s*"?[1-9]/i.test(control)
  if (!isAllowed || /\bno-(?:store|cache)\b/i.test(control)) return undefined
  const { method, url } = exchange.asked
  const subject = `${method} ${URL.canParse(url) ? new URL(url).pathname : url}`
  return findingOf('route.shape', issuer, exchange.asked, {
    subject,
    severity: 'warning',
    promise: `${issuer} lets no cache keep the answer that holds a token`,
    expected: 'Cache-Control: no-store (RFC 6749 §5.1)',
    got: `Cache-Control: ${quote(control, 80)}`,
    summary: `${issuer} lets caches keep the answer that holds a token: ${subject} says Cache-Control ${quote(control, 80)}`,
    nextSteps: ['Send `Cache-Control: no-store` with every answer that holds a token.'],
  })
}

/** A token that a cache kept may be given to everybody who signs in. */
function keptByCache(exchange: Answer, issuer: string): Finding {
  const { method, url } = exchange.asked
  const subject = `${method} ${URL.canParse(url) ? new URL(url).pathname : url}`
  const [said = ''] = cacheEvidence(exchange)
  return findingOf('edge.cached', issuer, exchange.asked, {
    subject,
    severity: 'failure',
    promise: `${issuer} lets no cache keep the answer that holds a token`,
    expected: 'an answer of the issuer, made for this sign-in',
    got: said,
    summary: `${issuer}: a cache answers ${subject} with a token, not the issuer (${said.replace('a cache says of this answer: ', '')}): users may get the tokens of others`,
    nextSteps: [
      `Exclude ${subject} from the cache and purge what it holds; send \`Cache-Control: no-store\` with every answer that holds a token (RFC 6749 §5.1).`,
      'Look whether users got sessions of others since the cache was set up: end these sessions.',
    ],
  })
}
