import type { SocketCredential, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Handshake, Heard } from '../../../socket/handshake-fact.ts'
import type { SocketRefusal } from '../../../socket/refusal-of.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'

/** The result of one attempt to open a socket. */
export interface OpeningFact {
  readonly handshake: Handshake
  readonly heard?: Heard
  readonly refusal: SocketRefusal
}

/** The attempt that is judged, and the attempts beside it that show why it failed. */
export interface HandshakeFact {
  readonly socket: SocketPromise
  readonly way?: SocketCredential
  /** The token for which it should open, if that says more than "a user token". */
  readonly what?: string
  readonly attempt: OpeningFact
  readonly others: readonly { readonly way: SocketCredential; readonly fact: OpeningFact }[]
  /** The same without the Origin of the web app. */
  readonly withoutOrigin?: OpeningFact
  /** A plain GET of the path. */
  readonly plain?: Exchange
  /** The same without any token. */
  readonly bare?: OpeningFact
}

/**
 * The results of the other ways: a way that opens excludes token, path and readiness as causes; if all are refused alike,
 * and alike without a token, the token may not be looked at.
 */
export function waysTried({
  socket,
  way,
  attempt,
  others,
  bare,
  withoutOrigin,
  plain,
}: HandshakeFact): readonly string[] {
  const usual = wayInWords(way ?? socket.ways[0])
  const opened = others.filter(({ fact }) => fact.refusal.kind === 'not-refused')
  return [
    ...others.map(
      ({ way: other, fact }) => `the same token ${wayInWords(other)}: ${outcomeInWords(fact)}`,
    ),
    ...(bare === undefined ? [] : [`without a token: ${outcomeInWords(bare)}`]),
    ...(withoutOrigin === undefined
      ? []
      : [
          `without Origin: ${outcomeInWords(withoutOrigin)}; that excludes a list of origins as the only cause`,
        ]),
    ...(plain === undefined ? [] : [`a plain GET of the path: ${describeExchange(plain)}`]),
    ...(opened.length > 0 && attempt.handshake.kind !== 'broken'
      ? [
          `the token is good and the path is right: a token sent ${usual} does not arrive, or is not read`,
        ]
      : []),
    ...(others.length > 0 && opened.length === 0
      ? ['no way of sending the token opens the socket: that excludes a single way that is lost']
      : []),
    ...(bare !== undefined && opened.length === 0 && alike(attempt, bare)
      ? [
          'the answers with and without a token are alike: the token is not looked at, does not arrive, or is refused like a missing one',
        ]
      : []),
  ]
}

export function wayInWords(way: SocketCredential | undefined): string {
  switch (way?.by) {
    case 'header':
      return 'by Authorization header'
    case 'subprotocol':
      return 'by subprotocol'
    case 'query':
      return 'in the query'
    case 'cookie':
      return 'by cookie'
    case 'first-message':
      return 'by first message'
    default:
      return 'by nothing'
  }
}

function outcomeInWords({ handshake, refusal }: OpeningFact): string {
  if (refusal.kind === 'not-refused') return 'it opens'
  if (handshake.kind === 'refused')
    return `${handshake.answer.status} ${quote(handshake.answer.text, 80)}`.trim()
  if (refusal.kind === 'unclear') return quote(refusal.why, 120)
  if (refusal.by === 'frame') return `refused by a frame: ${quote(refusal.frame.text, 120)}`
  return refusal.by === 'status' ? `${refusal.status}` : `closed with ${refusal.code}`
}

function alike(one: OpeningFact, other: OpeningFact): boolean {
  return outcomeInWords(one) === outcomeInWords(other)
}
