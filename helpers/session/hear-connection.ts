import type { Says } from '../../contracts/schema/common.ts'
import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { frameSays } from '../promise/expectation.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Frame, Heard } from '../socket/handshake-fact.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { Inconclusive } from './check-result.ts'

/** Whether nothing that a socket promises shows that a connection serves: no welcome, no pong, no answer to a first message. */
export function isMute({ welcome, ping, ways: [usual] }: SocketPromise): boolean {
  const isAnswered = usual?.by === 'first-message' && usual.accepted.length > 0
  return welcome === undefined && ping === undefined && !isAnswered
}

/** A connection that has just opened. */
interface JustOpened extends Pick<OpeningFact, 'handshake'> {
  readonly socket: SocketPromise
  readonly way: SocketCredential | undefined
  readonly conversation: Conversation
}

/** Waits on a connection that has just opened for the welcome or the refusal; or for a pong, where no welcome is to come. */
export async function hearVerdict(
  { socket, way, handshake, conversation }: JustOpened,
  listenFor: 'welcome' | 'pong',
  ms: number,
): Promise<OpeningFact> {
  const { refusalFrames } = socket
  const factOf = (heard: Heard) => {
    const known = heardOrHeldUp(heard)
    return {
      handshake,
      heard: known,
      refusal: refusalOf({ handshake, heard: known, refusalFrames }),
    }
  }
  const hear = listenFor === 'welcome' ? hearWelcome : hearPong
  if (way?.by !== 'first-message' || way.accepted.length === 0)
    return factOf(await hear(socket, conversation, ms))
  const fact = factOf(await hearAccepted(way.accepted, socket, conversation, ms))
  const { heard, refusal } = fact
  if (heard.kind === 'silence' && refusal.kind === 'not-refused')
    return { ...fact, refusal: NO_ANSWER_TO_FIRST }
  if (heard.kind !== 'frame' || refusal.kind === 'refused') return fact
  const granted = { granted: heard.frame }
  if (isWelcome(heard.frame, socket)) return { ...fact, ...granted }
  return { ...factOf(await hear(socket, conversation, ms)), ...granted }
}

const NO_ANSWER_TO_FIRST = {
  kind: 'unclear',
  why: 'the first message got no answer in time',
} as const

/** A server may open, or answer a ping, while it still checks the token: this long after it a refusal still counts. */
const LATE_REFUSAL_MS = 500

/** The longest wait of a later handshake with a good token, milliseconds, where the first welcome came late or not at all. */
const LATER_MS = 2_000

/**
 * How long a run listens on a connection with a good token that has just opened, milliseconds.
 * @param isLate the welcome of an earlier one came late or not at all
 */
export function admissionMs(socket: SocketPromise, waitMs: number, isLate: boolean): number {
  if (isMute(socket)) return Math.min(LATE_REFUSAL_MS, waitMs)
  return isLate ? LATER_MS : waitMs
}

/** Waits for the welcome or the refusal. */
export function hearWelcome(
  socket: SocketPromise,
  conversation: Conversation,
  ms: number,
): Promise<Heard> {
  return conversation.hear((frame) => isVerdict(frame, socket), { ms, for: 'the welcome' })
}

/** The same for a socket that sends no welcome: a pong shows as well that the connection works. */
export async function hearPong(
  socket: SocketPromise,
  conversation: Conversation,
  ms: number,
): Promise<Heard> {
  const { ping } = socket
  if (ping === undefined) return hearWelcome(socket, conversation, ms)
  const isPong = (frame: Frame) => ping.hears.every((says) => frameSays(frame, says))
  conversation.say(ping.say)
  const heard = await conversation.hear((frame) => isPong(frame) || isVerdict(frame, socket), {
    ms,
    for: 'the pong',
  })
  if (heard.kind !== 'frame' || !isPong(heard.frame)) return heard
  const wait = { ms: Math.min(ms, LATE_REFUSAL_MS), for: 'a refusal' }
  const late = await conversation.hear((frame) => isVerdict(frame, socket), wait)
  return late.kind === 'silence' ? heard : late
}

/** Waits for the answer to a first message that carries the token: that it is accepted, or a refusal. */
export function hearAccepted(
  accepted: readonly Says[],
  { refusalFrames }: SocketPromise,
  conversation: Conversation,
  ms: number,
): Promise<Heard> {
  const answers = (frame: Frame) =>
    [...accepted, ...refusalFrames].some((says) => frameSays(frame, says))
  return conversation.hear(answers, { ms, for: 'the answer to the first message' })
}

/** Whether a frame is the promised welcome, or none is promised, so that any answer will do. */
export function isWelcome(frame: Frame, { welcome }: SocketPromise): boolean {
  return welcome === undefined || welcome.marks.some((says) => frameSays(frame, says))
}

/** A frame that welcomes or refuses. */
function isVerdict(frame: Frame, { welcome, refusalFrames }: SocketPromise): boolean {
  return [...(welcome?.marks ?? []), ...refusalFrames].some((says) => frameSays(frame, says))
}

/** Longer than any run: heartbeats are answered until the connection ends. */
const WHOLE_RUN_MS = 3_600_000

/** Answers the frames that a client must answer to stay connected, until the connection ends. */
export async function answerHeartbeats(
  { heartbeats = [] }: SocketPromise,
  conversation: Conversation,
): Promise<void> {
  await Promise.all(
    heartbeats.map(async ({ hears, say }) => {
      const wait = { ms: WHOLE_RUN_MS, for: 'a heartbeat' }
      let heard = await conversation.hear((frame) => frameSays(frame, hears), wait)
      while (heard.kind === 'frame') {
        conversation.say(say)
        heard = await conversation.hear((frame) => frameSays(frame, hears), wait)
      }
    }),
  )
}

/** What was heard; throws `Inconclusive` where this process was held up meanwhile, or closed the connection itself. */
export function heardOrHeldUp(heard: Heard): Heard {
  if (heard.kind === 'held-up')
    throw new Inconclusive(`this process was held up while it waited for ${heard.waitedFor}`)
  if (heard.kind === 'closed' && heard.closed.by === 'us')
    throw new Inconclusive('the connection was closed from here: the run was stopped')
  return heard
}
