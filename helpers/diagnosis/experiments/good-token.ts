import type { ProtectedRoute } from '../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../http/exchange.ts'

/**
 * A planned second look at a failure: the same request with one thing changed. It is sent only after a failure, obeys
 * the same policy as every request, and could have shown the opposite of what it excludes.
 */
export interface Experiment {
  readonly id: string
  /** What is changed: "the same request without a token". */
  readonly changes: string
  /** What it can distinguish. */
  readonly tells: string
  /** Requests that it costs at most. */
  readonly costs: number
}

/** The experiments after a good token was refused, in the order in which they are made. */
export const GOOD_TOKEN_EXPERIMENTS = {
  without: {
    id: 'without',
    changes: 'the same request without a token',
    tells: 'a token that does not arrive from one that is refused',
    costs: 1,
  },
  garbage: {
    id: 'garbage',
    changes: 'the same request with a word as the token',
    tells: 'a token that is looked at from an answer that is the same for every request',
    costs: 1,
  },
  alone: {
    id: 'alone',
    changes: 'the same request with the good token, one at a time, each on a connection of its own',
    tells: 'the load of this run from a refusal',
    costs: 8,
  },
  burst: {
    id: 'burst',
    changes: 'as many requests at a time as at first',
    tells: 'the load of this run from a token that was too new',
    costs: 5,
  },
  later: {
    id: 'later',
    changes: 'the same request with the same token some seconds later',
    tells: 'a clock from a key',
    costs: 1,
  },
  elsewhere: {
    id: 'elsewhere',
    changes: 'another protected route of the service with the same token',
    tells: 'a route that refuses from a service that refuses',
    costs: 1,
  },
  socket: {
    id: 'socket',
    changes: 'a WebSocket of the service, to which the same token travels in another way',
    tells: 'a token that is changed on its way from one that the service refuses',
    costs: 1,
  },
  renewed: {
    id: 'renewed',
    changes: 'the same request with a new token of the same user',
    tells: 'a token that has ended from tokens that are refused',
    costs: 2,
  },
  reach: {
    id: 'reach',
    changes: 'a route of the service that asks the issuer itself',
    tells: 'an issuer that the service cannot reach from credentials that are wrong',
    costs: 1,
  },
} as const satisfies Readonly<Record<string, Experiment>>

/** The experiment after a route did not accept the good token that others of its service do. */
export const OTHER_ROUTE_EXPERIMENT = {
  id: 'again',
  changes: 'the same request again, one at a time, each on a connection of its own',
  tells: 'a route that fails from an instance that fails',
  costs: 4,
} as const satisfies Experiment

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

/** Whether two answers say the same: status, challenge and body, but for ids and times in them. */
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

function steady({ text, headers }: Answer): string {
  return `${headers['www-authenticate'] ?? ''} ${text}`.replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')
}
