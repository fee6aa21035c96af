import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { counted } from '../../../text/words.ts'
import type { DecodedToken } from '../../../tokens/decode-token.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** Whether the route of the published keys (RFC 7517 §5) answers with a set of keys at all. */
export function judgeKeyRoute(
  sets: readonly Exchange[],
  { issuer, jwt }: TokenPromise,
): Finding | undefined {
  const [first] = sets
  if (jwt?.key.kind !== 'jwks' || first === undefined || sets.some(isSet)) return undefined
  const { request } = jwt.key
  const promise = `${issuer} publishes its keys at ${request.method} ${request.path}`
  const unanswered = judgeRouteAnswered(first, request, promise)
  if (unanswered !== undefined || first.kind !== 'answer') return unanswered
  const isMissing = first.status === 404 || first.status === 405
  return findingOf(isMissing ? 'route.missing' : 'route.shape', issuer, first.asked, {
    subject: `${request.method} ${request.path}`,
    promise,
    expected: '200 with a JWK Set: an object with a list under "keys"',
    got: describeExchange(first),
  })
}

function isSet(set: Exchange): boolean {
  return set.kind === 'answer' && set.status === 200 && listIn(set) !== undefined
}

/** Whether the issuer publishes the same keys each time it is asked: two sets mean two issuers behind one name. */
export function judgeKeySets(
  sets: readonly Exchange[],
  { issuer, jwt }: TokenPromise,
): Finding | undefined {
  const answered = sets.flatMap((set) => (set.kind === 'answer' && set.status === 200 ? [set] : []))
  const [first] = answered
  const kinds = [...new Set(answered.map(keysIn))]
  if (first === undefined || kinds.length < 2) return undefined
  const shown = kinds.map((kids) => quote(kids, 80)).join(' and ')
  return findingOf('token.signature', issuer, first.asked, {
    ...(jwt?.key.kind === 'jwks' && {
      subject: `${jwt.key.request.method} ${jwt.key.request.path}`,
    }),
    promise: `${issuer} publishes the same keys every time`,
    expected: `one set of keys in ${answered.length} answers`,
    got: `${kinds.length} sets: ${shown}`,
    summary: `${issuer} publishes other keys from one request to the next (${shown}): several instances, each with a key of its own`,
    nextSteps: [
      'Give all instances one signing key from one secret; an instance that makes its own at start signs tokens that the others do not know.',
    ],
  })
}

/** The ids of the keys, or the keys themselves where they have none (RFC 7517 §4.5), in one text. */
function keysIn(set: Exchange): string {
  const keys = listIn(set)
  if (keys === undefined) return 'no key'
  return keys
    .map(({ kid, n, x }) => textOf(kid ?? n ?? x ?? '').slice(0, 40))
    .sort()
    .join(', ')
}

type Key = Readonly<Record<string, unknown>>

/** The members of a JWK Set that are objects; undefined where the answer is no set. */
function listIn(set: Exchange): readonly Key[] | undefined {
  const json = set.kind === 'answer' ? set.json : undefined
  const keys = (json as { keys?: unknown } | null | undefined)?.keys
  if (!Array.isArray(keys)) return undefined
  return keys.filter((key): key is Key => typeof key === 'object' && key !== null)
}

/** What the published keys have to do with a signature that fits none of them. */
export interface PublishedKeysRead {
  readonly got: string
  readonly summary: string
  readonly nextSteps: readonly string[]
}

const MOST_KEYS = 6

/** Puts the `kid` and `alg` of a token (RFC 7515 §4.1) beside those of the published keys, and what these are for. */
export function readPublishedKeys(
  keySet: Exchange,
  about: { readonly decoded: DecodedToken; readonly issuer: string; readonly named: string },
): PublishedKeysRead | undefined {
  const { decoded, issuer, named } = about
  const keys = listIn(keySet)
  if (keys === undefined || decoded.kind === 'opaque') return undefined
  const { kid, alg } = decoded.header
  const token = `the token has ${kid === undefined ? 'no kid' : `kid ${shown(kid)}`} and alg ${shown(alg)}`
  const got = `${token}; ${named} publishes ${keys.length === 0 ? '0 keys' : `${counted(keys.length, 'key')}: ${listed(keys)}`}`
  const signing = keys.filter(({ use }) => use === undefined || use === 'sig')
  if (keys.length === 0)
    return {
      got,
      summary: `${issuer} publishes no key at ${named} (0 keys): its signatures cannot be checked`,
      nextSteps: [
        `Look at how ${issuer} fills its key set: a keystore that is empty or cannot be read, or a set that is built before the keys are loaded.`,
      ],
    }
  if (signing.length === 0)
    return {
      got,
      summary: `${issuer} publishes no signing key at ${named}: its ${counted(keys.length, 'key')} ${keys.length === 1 ? 'is' : 'are'} for encryption`,
      nextSteps: [`Publish the signing key of ${issuer} with \`use\` sig beside the others.`],
    }
  const sameKid = signing.filter((key) => kid !== undefined && key.kid === kid)
  if (kid !== undefined && sameKid.length === 0)
    return {
      got,
      summary: `${issuer} signs with the key of kid ${shown(kid)}, which is not in its published key set (${named}: ${kidsOf(signing)})`,
      nextSteps: [
        `Look for a cache in front of ${named}, and for an instance of ${issuer} with keys of its own: the signing key was changed, and the published set is an older or another one.`,
      ],
    }
  return {
    got,
    summary:
      kid === undefined
        ? `${issuer} signs with a key that none of its published keys fits (${named}: ${kidsOf(signing)})`
        : `${issuer} publishes another key under the kid ${shown(kid)} of its tokens (${named})`,
    nextSteps: [
      `Give the signing key of ${issuer} and its published key set one source; a key that is replaced needs another kid, or every cache keeps the old one.`,
    ],
  }
}

function listed(keys: readonly Key[]): string {
  const some = keys
    .slice(0, MOST_KEYS)
    .map(
      ({ kid, kty, use, alg }) =>
        `${kid === undefined ? 'without kid' : `kid ${shown(kid)}`} (${[kty, alg, use === 'enc' ? 'for encryption' : use === 'sig' ? 'for signatures' : use].flatMap((one) => (one === undefined ? [] : [quote(textOf(one), 20)])).join(', ')})`,
    )
  return [...some, ...(keys.length > MOST_KEYS ? [`${keys.length - MOST_KEYS} more`] : [])].join(
    ', ',
  )
}

function kidsOf(keys: readonly Key[]): string {
  const kids = keys
    .slice(0, MOST_KEYS)
    .map(({ kid }) => (kid === undefined ? 'no kid' : shown(kid)))
  return `${keys.length === 1 ? 'kid' : 'kids'} ${kids.join(', ')}`
}

function shown(value: unknown): string {
  return quote(textOf(value), 60)
}

/** A member as text, whatever it is: `String` fails for some objects. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent')
}
