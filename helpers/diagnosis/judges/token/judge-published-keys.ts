import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { counted } from '../../../text/words.ts'
import type { DecodedToken } from '../../../tokens/decode-token.ts'
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
  return findingOf(isMissing ? 'route.missing' : 'route.shape', issuer, first, {
    subject: `${request.method} ${request.path}`,
    promise,
    expected: '200 with a JWK Set: an object with a list under "keys"',
  })
}

function isSet(set: Exchange): boolean {
  return set.kind === 'answer' && set.status === 200 && keyListIn(set) !== undefined
}

type Key = Readonly<Record<string, unknown>>

/** The members of a JWK Set that are objects; undefined where the answer is no set. */
export function keyListIn(set: Exchange): readonly Key[] | undefined {
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
  const keys = keyListIn(keySet)
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
  const ofOtherAlg = sameKid.filter((key) => key.alg !== undefined && key.alg !== alg)
  if (ofOtherAlg.length > 0 && ofOtherAlg.length === sameKid.length)
    return {
      got,
      summary: `${issuer} publishes the key of kid ${shown(kid)} for ${shown(ofOtherAlg[0]?.alg)} and signs its tokens with ${shown(alg)} (${named})`,
      nextSteps: [
        'Let `alg` of the published key be that of the tokens, or leave it out: a verifier that heeds it (RFC 7517 §4.4) finds no key for them.',
      ],
    }
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
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent')
}
