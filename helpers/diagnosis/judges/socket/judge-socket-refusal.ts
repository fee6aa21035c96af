import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import { frameSays } from '../../../promise/expectation.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding, Severity } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { Forged, ForgeryWords } from '../../../tokens/forgery.ts'
import { madeInWords } from '../access/believed.ts'
import { findingOf } from '../finding-of.ts'
import { frameInWords, type OpeningFact } from './opening-fact.ts'

export interface WrongOpening {
  readonly socket: SocketPromise
  /** "no token", "a token signed with a foreign key". */
  readonly what: string
  /** What it is when the connection opens all the same. */
  readonly opened: Code
  /** The wrong token, where it is one of the battery. */
  readonly row?: ForgeryWords
  /** Whether the good token opens the socket; then a connection that is ended properly before any welcome was sent away. */
  readonly good: 'opens' | 'unknown'
  /** How bad `ws.bypass` is in this environment. */
  readonly bypass: Severity
}

/** Whether a handshake that must not open was refused, in any of the forms that servers use. */
export function judgeSocketRefusal(
  fact: OpeningFact,
  { socket, what, opened, bypass, row, good }: WrongOpening,
): Finding | undefined {
  const { handshake, refusal } = fact
  if (refusal.kind === 'refused' || isWaiting(fact, socket)) return undefined
  if (good === 'opens' && refusal.kind === 'unclear' && refusal.ended === 'properly')
    return undefined
  const promise = `the ${socket.name} socket refuses ${what}`
  const words = {
    promise,
    subject: what,
    expected: '401 or 403, or an error frame or a close that refuses',
  }
  if (refusal.kind === 'unclear')
    return findingOf('ws.closed', socket.service, handshake.asked, {
      ...words,
      severity: 'warning',
      got: quote(refusal.why, 200),
      evidence: ['the socket did not open, but nothing refused it'],
      // What never opened was not closed again, which the line of the code says.
      ...(handshake.kind !== 'opened' && {
        summary: `${socket.service} neither opens the ${socket.name} socket for ${what} nor refuses it: ${quote(refusal.why, 160)}`,
        nextSteps: [NEITHER],
      }),
    })
  const got =
    refusal.by === 'frame'
      ? `101, then: ${frameInWords(refusal.frame, 200)}`
      : '101, and the connection stays open'
  return findingOf(opened, socket.service, handshake.asked, {
    ...words,
    got,
    ...(row && { evidence: madeInWords(row) }),
    ...(opened === 'ws.accepts-forged' && {
      summary: `${socket.service} opens the ${socket.name} socket for forged tokens: it accepts ${what}`,
    }),
    ...(opened === 'ws.bypass' && { severity: bypass }),
  })
}

/**
 * A socket that takes its token by a first message has granted nothing while it waits for one, also where it answers the
 * opening of everybody: what grants is the frame that says that the token is accepted.
 */
function isWaiting({ refusal, granted }: OpeningFact, { ways: [usual] }: SocketPromise): boolean {
  if (usual?.by !== 'first-message' || refusal.kind !== 'not-refused' || granted !== undefined)
    return false
  if (refusal.by === 'staying-open') return true
  const { accepted } = usual
  return accepted.length > 0 && !accepted.some((says) => frameSays(refusal.frame, says))
}

const NEITHER =
  'Compare with handshakes of a good token: where each of those opens, the handshake fails before the token is refused; where some do not, an instance fails or lacks the route.'

/**
 * The code for a socket that opens for a wrong token: `ws.open` for any string, `ws.accepts-forged` for a forgery. With
 * test headers it is a bypass, or for a forgery the code that the environment's policy names.
 */
export function openedCode(
  { group }: Pick<Forged, 'group'>,
  testHeaders: 'sent' | undefined,
  forgedUnderBypass: Code,
): Code {
  if (testHeaders === 'sent') return group === 'malformed' ? 'ws.bypass' : forgedUnderBypass
  return group === 'malformed' ? 'ws.open' : 'ws.accepts-forged'
}
