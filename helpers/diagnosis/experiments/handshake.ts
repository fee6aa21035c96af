import type { SocketCredential } from '../../../contracts/schema/socket.ts'
import type { Exchange } from '../../http/exchange.ts'
import { type ExperimentResult, tried } from '../../record/finding.ts'
import { quote } from '../../text/quote.ts'
import { describeExchange } from '../judges/describe-exchange.ts'
import { frameInWords, type OpeningFact, wayInWords } from '../judges/socket/opening-fact.ts'
import type { Experiment } from './good-token.ts'

/** The experiments after a handshake with a good token did not open a socket, in the order in which they are made. */
export const HANDSHAKE_EXPERIMENTS = {
  again: {
    id: 'again',
    changes: 'the same handshake again, one at a time',
    tells:
      'an instance from every other reason: where it opens, no other experiment proves anything',
    costs: 3,
  },
  way: {
    id: 'way',
    changes: 'the same token',
    tells: 'one way of sending the token that is lost from a token that is refused',
    costs: 3,
  },
  bare: {
    id: 'bare',
    changes: 'without a token',
    tells: 'a token that is looked at from an answer that every handshake gets',
    costs: 1,
  },
  withoutOrigin: {
    id: 'withoutOrigin',
    changes: 'without Origin',
    tells: 'a list of origins from every other reason',
    costs: 1,
  },
  withoutOffers: {
    id: 'withoutOffers',
    changes: 'without subprotocols',
    tells: 'a list of subprotocols from every other reason',
    costs: 1,
  },
  withoutCompression: {
    id: 'withoutCompression',
    changes: 'without compression',
    tells: 'compression that is refused or broken from every other reason',
    costs: 1,
  },
  plain: {
    id: 'plain',
    changes: 'a plain GET of the path',
    tells: 'an Upgrade that is lost on its way from one that arrives',
    costs: 1,
  },
  plainNowhere: {
    id: 'plainNowhere',
    changes: 'a plain GET of a path that cannot exist',
    tells: 'a path that is known from one that is not',
    costs: 1,
  },
  nowhere: {
    id: 'nowhere',
    changes: 'a handshake at a path that cannot exist',
    tells: 'a missing route from a refusal',
    costs: 1,
  },
} as const satisfies Readonly<Record<string, Experiment>>

/** What the second look at a handshake brought; an experiment that does not apply is absent. */
export interface HandshakeLook {
  /** The very same handshake, each on a connection of its own. Where one opens, no other experiment is made. */
  readonly again?: readonly OpeningFact[]
  /** The same token, sent in each other way of the contract. */
  readonly others: readonly { readonly way: SocketCredential; readonly fact: OpeningFact }[]
  readonly bare?: OpeningFact
  readonly withoutOrigin?: OpeningFact
  readonly withoutOffers?: OpeningFact
  readonly withoutCompression?: OpeningFact
  readonly plain?: Exchange
  readonly plainNowhere?: Exchange
  readonly nowhere?: OpeningFact
}

/** What each experiment showed, with what it excludes. */
export function readHandshakeLook(look: HandshakeLook): readonly ExperimentResult[] {
  const { again = [], others, bare, plain, plainNowhere, nowhere } = look
  return [
    ...(again.length === 0
      ? []
      : [result('again', `${again.filter(isOpen).length} of ${again.length} times it opens`)]),
    ...others.map(({ way, fact }) => ({
      ...result('way', outcomeInWords(fact)),
      changed: `${HANDSHAKE_EXPERIMENTS.way.changes} ${wayInWords(way)}`,
    })),
    ...(bare === undefined ? [] : [result('bare', outcomeInWords(bare))]),
    ...without('withoutOrigin', look.withoutOrigin, 'a list of origins'),
    ...without('withoutOffers', look.withoutOffers, 'a list of subprotocols'),
    ...without('withoutCompression', look.withoutCompression, 'compression'),
    ...(plain === undefined ? [] : [result('plain', describeExchange(plain))]),
    ...(plainNowhere === undefined ? [] : [result('plainNowhere', describeExchange(plainNowhere))]),
    ...(nowhere === undefined ? [] : [result('nowhere', outcomeInWords(nowhere))]),
  ]
}

/** What a handshake without one thing shows: if it opens, that thing is the cause; if not, it is not the only one. */
function without(
  id: 'withoutOrigin' | 'withoutOffers' | 'withoutCompression',
  fact: OpeningFact | undefined,
  cause: string,
): readonly ExperimentResult[] {
  if (fact === undefined) return []
  return isOpen(fact)
    ? [result(id, 'it opens', 'token, path and proxy')]
    : [result(id, outcomeInWords(fact), `${cause} as the only cause`)]
}

/** The result of one handshake, in a few words. */
export function outcomeInWords({ handshake, refusal }: OpeningFact): string {
  if (refusal.kind === 'not-refused') return 'it opens'
  if (handshake.kind === 'refused')
    return `${handshake.answer.status} ${quote(handshake.answer.text, 80)}`.trim()
  if (refusal.kind === 'unclear') return quote(refusal.why, 120)
  if (refusal.by === 'frame')
    return refusal.frame.binary
      ? 'refused by a binary frame'
      : `refused by a frame: ${frameInWords(refusal.frame, 120)}`
  return refusal.by === 'status' ? `${refusal.status}` : `closed with ${refusal.code}`
}

export function isOpen({ refusal }: OpeningFact): boolean {
  return refusal.kind === 'not-refused'
}

function result(
  id: keyof typeof HANDSHAKE_EXPERIMENTS,
  saw: string,
  excludes?: string,
): ExperimentResult {
  return tried(HANDSHAKE_EXPERIMENTS[id].changes, saw, excludes)
}
