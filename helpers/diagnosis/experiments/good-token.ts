import type { ProtectedRoute } from '../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../http/exchange.ts'

/**
 * The experiments after a good token was refused, in the order in which they are made: what each changes. An experiment is a
 * planned second look at a failure: the same request with one thing changed. It is sent only after a failure, obeys the same
 * policy as every request, and could have shown the opposite of what it excludes.
 */
export const GOOD_TOKEN_CHANGES = {
  /** Distinguishes a token that does not arrive from one that is refused. */
  without: 'the same request without a token',
  /** Distinguishes a token that is looked at from an answer that is the same for every request. */
  garbage: 'the same request with a word as the token',
  /** Distinguishes the load of this run from a refusal. */
  alone: 'the same request with the good token, one at a time, each on a connection of its own',
  /** Distinguishes the load of this run from a token that was too new. */
  burst: 'as many requests at a time as at first',
  /** Distinguishes a clock from a key. */
  later: 'the same request with the same token some seconds later',
  /** Distinguishes a route that refuses from a service that refuses. */
  elsewhere: 'another protected route of the service with the same token',
  /** Distinguishes a token that is changed on its way from one that the service refuses. */
  socket: 'a WebSocket of the service, to which the same token travels in another way',
  /** Distinguishes a token that has ended from tokens that are refused. */
  renewed: 'the same request with a new token of the same user',
  /** Distinguishes an issuer that the service cannot reach from credentials that are wrong. */
  reach: 'a route of the service that asks the issuer itself',
} as const

/**
 * What changes in the experiment after a route did not accept the good token that others of its service do. It distinguishes a route
 * that fails from an instance that fails.
 */
export const AGAIN_ALONE = 'the same request again, one at a time, each on a connection of its own'

/** How often it is made. */
export const TIMES_AGAIN = 4

/** What the second look at a refused good token brought; an experiment that does not apply is absent. */
export interface GoodTokenLook {
  readonly without?: Exchange
  readonly garbage?: Exchange
  readonly alone?: readonly Exchange[]
  /** As many requests at a time as at first; only where each was accepted alone. */
  readonly burst?: readonly Exchange[]
  /** `lookup`: the token says no time of its own, and is looked up where it is checked. */
  readonly later?: {
    readonly exchange: Exchange
    readonly waitedMs: number
    readonly of?: 'lookup'
  }
  /** The answer of another protected route to the same token. */
  readonly elsewhere?: { readonly exchange: Exchange; readonly route: ProtectedRoute }
  /** Whether the WebSocket at that path let the same token in; absent where it showed neither. */
  readonly socket?: { readonly path: string; readonly says: 'accepted' | 'refused' }
  /** The answer to a new token of the same user. */
  readonly renewed?: Exchange
  /** How long before its answer the token had ended by its own `exp`, milliseconds; absent where it had not. */
  readonly endedMs?: number
  /** How far iat or nbf of the token is ahead of the Date of the service, milliseconds; behind where negative. */
  readonly aheadMs?: number
  /** `typ` in the header of the token, where it is another than JWT: RFC 9068 §2.1 writes at+jwt. */
  readonly typ?: string
  /** `unreachable`: the service says at that route that it cannot reach its issuer. */
  readonly reach?: { readonly exchange: Exchange; readonly says: 'unreachable' | 'reached' }
}

/**
 * Whether a token arrives at all. `no`: the good token, a word and no token get one answer, and its words are those of
 * a missing token. `yes`: the answers differ. `unknown`: one answer for all, and its words are not those of a missing token.
 */
export type Arrival = 'yes' | 'no' | 'unknown'

export function arrivalOf(
  refused: Answer,
  { without, garbage }: GoodTokenLook,
  saysMissing: boolean,
): Arrival {
  if (without === undefined || garbage === undefined) return 'unknown'
  if (!isSameAnswer(refused, without)) return 'yes'
  if (!isSameAnswer(refused, garbage)) return 'yes'
  return saysMissing ? 'no' : 'unknown'
}

/** How often the good token was accepted when it was sent alone. */
export function aloneOf(
  { alone = [] }: GoodTokenLook,
  isAccepted: (exchange: Exchange) => boolean,
): 'always' | 'never' | 'sometimes' | 'not-tried' {
  if (alone.length === 0) return 'not-tried'
  const accepted = alone.filter(isAccepted).length
  if (accepted === 0) return 'never'
  return accepted === alone.length ? 'always' : 'sometimes'
}

/** Whether two answers say the same: status, challenge and body, but for ids, times and the path of each in them. */
export function isSameAnswer(one: Exchange, other: Exchange): boolean {
  if (one.kind !== 'answer' || other.kind !== 'answer') return false
  return one.status === other.status && steady(one) === steady(other)
}

/** The same, or JSON with the same members under the same status: their values may be ids of one request. */
export function isAlike(one: Exchange, other: Exchange): boolean {
  if (isSameAnswer(one, other)) return true
  if (one.kind !== 'answer' || other.kind !== 'answer' || one.status !== other.status) return false
  const members = membersOf(one)
  return members !== undefined && members === membersOf(other)
}

function membersOf({ json }: Answer): string | undefined {
  return typeof json === 'object' && json !== null ? Object.keys(json).sort().join() : undefined
}

function steady({ text, headers, asked: { url } }: Answer): string {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const said = path.length > 1 ? text.replaceAll(path, '#') : text
  return `${headers['www-authenticate'] ?? ''} ${said}`.replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')
}
