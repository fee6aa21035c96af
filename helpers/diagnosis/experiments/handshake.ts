import type { SocketCredential } from '../../../contracts/schema/socket.ts'
import type { Exchange } from '../../http/exchange.ts'
import { type ExperimentResult, tried } from '../../record/finding.ts'
import { quote } from '../../text/quote.ts'
import { describeExchange } from '../judges/describe-exchange.ts'
import { frameInWords, type OpeningFact, wayInWords } from '../judges/socket/opening-fact.ts'

/** The experiments after a handshake with a good token did not open a socket, in the order in which they are made. */
export const HANDSHAKE_CHANGES = {
  /** Distinguishes an instance from every other reason: where it opens, no other experiment proves anything. */
  again: 'the same handshake again, one at a time',
  /** Distinguishes one way of sending the token that is lost from a token that is refused. */
  way: 'the same token',
  /** Distinguishes a token that is looked at from an answer that every handshake gets. */
  bare: 'without a token',
  /** Distinguishes a list of origins from every other reason. */
  withoutOrigin: 'without Origin',
  /** Distinguishes a list of subprotocols from every other reason. */
  withoutOffers: 'without subprotocols',
  /** Distinguishes compression that is refused or broken from every other reason. */
  withoutCompression: 'without compression',
  /** Distinguishes an Upgrade that is lost on its way from one that arrives. */
  plain: 'a plain GET of the path',
  /** Distinguishes a path that is known from one that is not. */
  plainNowhere: 'a plain GET of a path that cannot exist',
  /** Distinguishes a missing route from a refusal. */
  nowhere: 'a handshake at a path that cannot exist',
} as const

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
      : [
          tried(
            HANDSHAKE_CHANGES.again,
            `${again.filter(isOpen).length} of ${again.length} times it opens`,
          ),
        ]),
    ...others.map(({ way, fact }) =>
      tried(`${HANDSHAKE_CHANGES.way} ${wayInWords(way)}`, outcomeInWords(fact)),
    ),
    ...(bare === undefined ? [] : [tried(HANDSHAKE_CHANGES.bare, outcomeInWords(bare))]),
    ...without('withoutOrigin', look.withoutOrigin, 'a list of origins'),
    ...without('withoutOffers', look.withoutOffers, 'a list of subprotocols'),
    ...without('withoutCompression', look.withoutCompression, 'compression'),
    ...(plain === undefined ? [] : [tried(HANDSHAKE_CHANGES.plain, describeExchange(plain))]),
    ...(plainNowhere === undefined
      ? []
      : [tried(HANDSHAKE_CHANGES.plainNowhere, describeExchange(plainNowhere))]),
    ...(nowhere === undefined ? [] : [tried(HANDSHAKE_CHANGES.nowhere, outcomeInWords(nowhere))]),
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
    ? [tried(HANDSHAKE_CHANGES[id], 'it opens', 'token, path and proxy')]
    : [tried(HANDSHAKE_CHANGES[id], outcomeInWords(fact), `${cause} as the only cause`)]
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
