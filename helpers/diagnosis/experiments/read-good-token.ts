import type { Answer, Exchange } from '../../http/exchange.ts'
import { type ExperimentResult, tried } from '../../record/finding.ts'
import { describeExchange } from '../judges/describe-exchange.ts'
import {
  type Arrival,
  aloneOf,
  GOOD_TOKEN_CHANGES,
  type GoodTokenLook,
  isSameAnswer,
} from './good-token.ts'

/** What each experiment showed, with what it excludes. */
export function readGoodToken(
  refused: Answer,
  look: GoodTokenLook,
  arrival: Arrival,
  isAccepted: (exchange: Exchange) => boolean,
): readonly ExperimentResult[] {
  const { without, garbage, alone = [], later, elsewhere, socket, renewed, reach } = look
  const isOpen = ({ exchange, route }: NonNullable<GoodTokenLook['elsewhere']>) =>
    exchange.kind === 'answer' && route.accepted.includes(exchange.status)
  const alike = (exchange: Exchange) =>
    isSameAnswer(refused, exchange) ? 'the same answer' : describeExchange(exchange)
  // Then only the word is known to arrive.
  const isLikeNone = without !== undefined && isSameAnswer(refused, without)
  return [
    without &&
      tried(
        GOOD_TOKEN_CHANGES.without,
        alike(without),
        arrival === 'yes' && !isLikeNone ? 'a token lost on its way' : undefined,
      ),
    garbage &&
      tried(
        GOOD_TOKEN_CHANGES.garbage,
        alike(garbage),
        arrival === 'yes' && isLikeNone ? 'a header that is removed from every request' : undefined,
      ),
    alone.length === 0
      ? undefined
      : tried(
          GOOD_TOKEN_CHANGES.alone,
          `${alone.filter(isAccepted).length} of ${alone.length} times accepted`,
          aloneOf(look, isAccepted) === 'never' ? 'the load of this run' : undefined,
        ),
    later && readLater(later, isAccepted(later.exchange)),
    elsewhere &&
      tried(
        GOOD_TOKEN_CHANGES.elsewhere,
        isOpen(elsewhere) ? 'accepted' : alike(elsewhere.exchange),
      ),
    socket &&
      tried(
        GOOD_TOKEN_CHANGES.socket,
        `${socket.says}, at ${socket.path}`,
        socket.says === 'refused' ? 'a token that is changed on its way' : undefined,
      ),
    renewed &&
      (isAccepted(renewed)
        ? tried(GOOD_TOKEN_CHANGES.renewed, 'accepted')
        : tried(GOOD_TOKEN_CHANGES.renewed, alike(renewed), 'a session that has ended')),
    reach &&
      tried(
        GOOD_TOKEN_CHANGES.reach,
        describeExchange(reach.exchange),
        reach.says === 'reached' ? 'an issuer that cannot be reached' : undefined,
      ),
  ].filter((one) => one !== undefined)
}

/** A token that is refused still: it is neither too young nor unknown for a moment. */
function readLater(
  { exchange, waitedMs, of }: NonNullable<GoodTokenLook['later']>,
  isAccepted: boolean,
): ExperimentResult {
  const after = `${Math.round(waitedMs / 100) / 10} s later`
  if (isAccepted) return tried(GOOD_TOKEN_CHANGES.later, `accepted, ${after}`)
  return tried(
    GOOD_TOKEN_CHANGES.later,
    `${describeExchange(exchange)}, ${after}`,
    of === 'lookup'
      ? 'a token that becomes known a moment late'
      : 'a clock that is a few seconds behind',
  )
}
