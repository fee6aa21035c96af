import type { JwtPromise } from '../../../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Kind } from '../../../../env/kind.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { sameWord } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import { bounded, quote } from '../../../text/quote.ts'
import { type DecodedToken, type TokenTimes, tokenTimes } from '../../../tokens/decode-token.ts'
import { findingOf } from '../finding-of.ts'
import { otherOrigin } from '../other-origin.ts'

/** A token as it was received, and the request that brought it, if any. */
export interface TokenFact {
  readonly decoded: DecodedToken
  readonly receivedAtMs: number
  readonly subject?: string
  readonly exchange?: Exchange
}

/** Whether the token is a JWT, signed with a promised algorithm (RFC 8725 §3.1). */
export function judgeFormat(
  fact: TokenFact,
  promise: TokenPromise,
  jwt: JwtPromise,
): Finding | undefined {
  const { decoded } = fact
  const algorithms = jwt.algorithms.join(' or ')
  const malformed = (got: string, how: string) =>
    findingOf('token.malformed', promise.issuer, about(fact), {
      promise: 'the token is a signed JWT',
      expected: `a JWT signed with ${algorithms}`,
      got,
      summary: `${promise.issuer} issues ${how}, and a JWT signed with ${algorithms} is promised`,
    })
  if (decoded.kind === 'opaque')
    return malformed(decoded.why, `a token that is no signed JWT (${decoded.why})`)
  if (decoded.signature === 'absent')
    return malformed('a JWT without a signature', 'a JWT without a signature')
  const algorithm = decoded.header.alg
  if (jwt.algorithms.some((promised) => promised === algorithm)) return undefined
  const shown = quote(JSON.stringify(algorithm) ?? 'absent', 40)
  const named = typeof algorithm === 'string' ? quote(algorithm, 40) : shown
  return malformed(`alg: ${shown}`, `a JWT whose alg is ${named}`)
}

/** Whether the token has the promised claims and values, and names the user of the answer. */
export function judgeClaims(
  fact: TokenFact,
  promise: TokenPromise,
  jwt: JwtPromise,
): Finding | undefined {
  const payload = fact.decoded.kind === 'jwt' ? fact.decoded.payload : {}
  const wrong = [
    ...jwt.present
      .filter((claim) => payload[claim] === undefined || payload[claim] === '')
      .map((claim) => `${claim} is missing`),
    ...jwt.values.flatMap(({ claim, is }) => {
      const said = payload[claim]
      if (said === undefined && jwt.present.includes(claim)) return []
      const all = Array.isArray(said) ? said : [said]
      return all.some((value) => is.some((word) => sameWord(value, word)))
        ? []
        : [`${claim} is ${quote(JSON.stringify(said) ?? 'missing', 80)}, not ${is.join(' or ')}`]
    }),
    ...(fact.subject !== undefined &&
    payload[jwt.subject] !== undefined &&
    !isSubject(payload[jwt.subject], fact.subject)
      ? [
          `${jwt.subject} is ${quote(JSON.stringify(payload[jwt.subject]) ?? '', 60)} while the answer names ${quote(fact.subject, 60)}`,
        ]
      : []),
    ...typesThatDiffer(payload, jwt),
  ]
  if (wrong.length === 0) return undefined
  return findingOf('token.claims', promise.issuer, about(fact), {
    summary: `${promise.issuer} issues tokens with a wrong or missing claim: ${bounded(wrong.join('; '), 200)}`,
    subject: wrong.map((sentence) => sentence.split(' ')[0]).join(', '),
    promise: 'the token carries the promised claims',
    expected: [
      `present: ${jwt.present.join(', ')}`,
      ...jwt.values.map(({ claim, is }) => `${claim}: ${is.join(' or ')}`),
    ].join('; '),
    got: wrong.join('; '),
    ...(wrong.length === 1 && addressOf(payload, promise, jwt)),
  })
}

/** The claim that holds a URL of another origin, as `iss` does where the issuer makes it of the request. */
function addressOf(
  payload: Readonly<Record<string, unknown>>,
  { issuer }: TokenPromise,
  { values }: JwtPromise,
): ReturnType<typeof otherOrigin> {
  return values.map(({ claim, is }) => otherOrigin(issuer, is, payload[claim])).find(Boolean)
}

/** Claims that say access or refresh, and contradict each other: each verifier reads its own. */
function typesThatDiffer(
  payload: Readonly<Record<string, unknown>>,
  { typeClaims, values }: JwtPromise,
): readonly string[] {
  const said = typeClaims.flatMap((claim) => {
    const value = payload[claim]
    return typeof value === 'string' ? [{ claim, value }] : []
  })
  const [first, ...others] = said
  const other = others.find(({ value }) => first !== undefined && !sameWord(value, first.value))
  const isJudged = said.some(({ claim, value }) =>
    values.some((one) => one.claim === claim && !one.is.some((word) => sameWord(value, word))),
  )
  return first === undefined || other === undefined || isJudged
    ? []
    : [
        `${first.claim} is ${quote(first.value, 40)} while ${other.claim} is ${quote(other.value, 40)}`,
      ]
}

/**
 * `iat` and `exp` are whole seconds, and some issuers read the clock for each: Keycloak 26.0.7 gives a token of 301 s where
 * 300 s are set, if a second ends between the two.
 */
const BETWEEN_READINGS_SECONDS = 1

/** Whether it ends before the shortest promised lifetime; of a given token without iat, the start of its lifetime is unknown. */
function endsEarly(fact: TokenFact, times: TokenTimes, jwt: JwtPromise): boolean {
  const { lifetimeSeconds, remainingSeconds = 0 } = times
  const atMost =
    lifetimeSeconds ??
    (fact.exchange === undefined ? Number.POSITIVE_INFINITY : remainingSeconds + jwt.skewSeconds)
  return atMost + BETWEEN_READINGS_SECONDS < (jwt.shortestLifetimeSeconds ?? 0)
}

/** Whether the token is valid now by the issuer's clock, and expires no later than promised (RFC 7519 §4.1.4). */
export function judgeLifetime(
  fact: TokenFact,
  promise: TokenPromise,
  jwt: JwtPromise,
  kind: Kind,
): Finding | undefined {
  const times = tokenTimes(fact.decoded, new Date(fact.receivedAtMs))
  const longest = jwt.lifetimeSeconds[kind]
  const shortest = jwt.shortestLifetimeSeconds ?? 0
  const lives = times.lifetimeSeconds ?? times.remainingSeconds ?? 0
  const wrong =
    times.odd.length > 0
      ? times.odd.join('; ')
      : times.expiresAt === undefined
        ? 'no exp: it never ends'
        : Date.parse(times.expiresAt) <= issuerNow(fact)
          ? `it had expired when it arrived (exp ${times.expiresAt})`
          : lives > longest + BETWEEN_READINGS_SECONDS || endsEarly(fact, times, jwt)
            ? `it lives ${lives} s`
            : undefined
  if (wrong === undefined) return undefined
  const isOld =
    fact.exchange === undefined &&
    times.expiresAt !== undefined &&
    Date.parse(times.expiresAt) <= fact.receivedAtMs
  return findingOf(isOld ? 'token.stale' : 'token.lifetime', promise.issuer, about(fact), {
    ...(isOld
      ? { culprit: 'this-run' as const }
      : { summary: `${promise.issuer} issues tokens with a wrong lifetime: ${wrong}` }),
    promise: `the token ends within ${longest} s of its issue${shortest > 0 ? `, and not before ${shortest} s` : ''}`,
    expected: `exp − iat of ${shortest > 0 ? `${shortest} to` : 'at most'} ${longest} s, exp ahead of now`,
    got: wrong,
    evidence: [
      `iat ${times.issuedAt ?? 'absent'}, exp ${times.expiresAt ?? 'absent'}, received ${new Date(fact.receivedAtMs).toISOString()}`,
    ],
  })
}

/** The issuer's time in its answer, in ms since the epoch; ours if the answer has no Date, or the token was given. */
function issuerNow({ exchange, receivedAtMs }: TokenFact): number {
  const date = exchange?.kind === 'answer' ? Date.parse(exchange.headers.date ?? '') : Number.NaN
  return Number.isNaN(date) ? receivedAtMs : date
}

function about({ exchange }: TokenFact): Exchange['asked'] | string {
  return exchange?.asked ?? 'the token that was given'
}

/** A subject may be a number where the user's id is one (RFC 7519 §4.1.2 wants a text); an object is none. */
function isSubject(value: unknown, subject: string): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value) === subject
}
