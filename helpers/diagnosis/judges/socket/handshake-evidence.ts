import type { SocketCredential, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Code } from '../../../record/code.ts'
import type { Evidence } from '../../../record/finding.ts'
import { saw } from '../../../record/finding.ts'
import {
  type HandshakeLook,
  isOpen,
  outcomeInWords,
  readHandshakeLook,
} from '../../experiments/handshake.ts'
import { type OpeningFact, wayInWords } from './opening-fact.ts'

/** The attempt that is judged, and the experiments that show why it failed. */
export interface HandshakeFact extends HandshakeLook {
  readonly socket: SocketPromise
  readonly way?: SocketCredential
  /** The token for which it should open, if that says more than "a user token". */
  readonly what?: string
  readonly attempt: OpeningFact
}

/**
 * What the experiments showed, and what follows: a way that opens excludes token, path and readiness as causes; if all
 * are refused alike, and alike without a token, the token may not be looked at.
 */
export function handshakeEvidence(fact: HandshakeFact): readonly Evidence[] {
  const { socket, way, attempt, others, bare } = fact
  const usual = wayInWords(way ?? socket.ways[0])
  const opened = others.filter(({ fact: other }) => isOpen(other))
  return [
    ...readHandshakeLook(fact),
    ...(opened.length > 0 && attempt.handshake.kind !== 'broken'
      ? [
          saw(
            `the token is good and the path is right: a token sent ${usual} does not arrive, or is not read`,
          ),
        ]
      : []),
    ...(others.length > 0 && opened.length === 0
      ? [
          saw(
            'no way of sending the token opens the socket: that excludes a single way that is lost',
          ),
        ]
      : []),
    ...(bare !== undefined && opened.length === 0 && isAlike(attempt, bare)
      ? [
          saw(
            'the answers with and without a token are alike: the token is not looked at, does not arrive, or is refused like a missing one',
          ),
        ]
      : []),
  ]
}

function isAlike(one: OpeningFact, other: OpeningFact): boolean {
  return outcomeInWords(one) === outcomeInWords(other)
}

/** The first line where the very same handshake opens at some times: how often not. Undefined where it never does. */
export function openedSometimes(
  { socket, attempt, again = [] }: HandshakeFact,
  code: Code,
): string | undefined {
  const opened = again.filter((other) => isOpen(other) && outlasts(other, attempt)).length
  if (opened === 0) return undefined
  const { asked, kind } = attempt.handshake
  const times = `${again.length + 1 - opened} of ${again.length + 1} times at ${asked.url}`
  if (kind === 'opened' && code === 'ws.closed')
    return `${socket.service} opens the WebSocket, and the connection ends again ${times}, as when one instance is broken`
  return code === 'ws.refused'
    ? `${socket.service} refuses the WebSocket of a valid user ${times}, as when one instance has another configuration`
    : `${socket.service} fails to open the WebSocket ${times} with ${code}, as when one instance is broken`
}

/** Whether a connection was listened to for as long as the other one lived: one that was left sooner shows nothing. */
function outlasts({ heard: other }: OpeningFact, { heard }: OpeningFact): boolean {
  return (
    heard?.kind !== 'closed' || other?.kind !== 'silence' || other.waitedMs >= heard.closed.atMs
  )
}
