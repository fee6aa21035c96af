import type { ConversationStep } from '../../contracts/schema/conversation.ts'
import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { Dated } from '../diagnosis/judges/journey/held-back.ts'
import type { TalkFact } from '../diagnosis/judges/journey/judge-events.ts'
import { eventName } from '../diagnosis/judges/journey/promised-events.ts'
import { judgePong } from '../diagnosis/judges/socket/judge-heard.ts'
import { fillJsonTemplate } from '../promise/template.ts'
import type { Frame } from '../socket/handshake-fact.ts'
import type { Extra } from './ask.ts'
import { Blocked, Inconclusive, NotApplicable } from './check-result.ts'
import { heardOrHeldUp } from './hear-connection.ts'
import type { SentRequests } from './sent-requests.ts'
import type { Session } from './session.ts'
import { needSocket, type OpenSocket, pingOf } from './sockets.ts'

/** How long the second user listens after the last event: a leak would come together with the events. */
const LINGER_MS = 50

/**
 * Sends one message over a socket and listens until the last event, a failure or the deadline; a second user
 * listens too. The sockets are opened while the values of the message are still being fetched.
 */
export async function talk(
  session: Session,
  step: ConversationStep,
  needed: () => Promise<Extra>,
): Promise<TalkFact> {
  const socket = session.contract.sockets.find(({ name }) => name === step.socket)
  if (socket === undefined)
    throw new Inconclusive(`the contract has no socket named ${step.socket}`)
  const connecting = Promise.all([
    needSocket(session, socket, 'user'),
    step.privacy === 'second-user-hears-nothing' ? secondUser(session, socket) : undefined,
  ])
  // If the values and the connection both fail, the failure of the values is the reason.
  connecting.catch(() => undefined)
  const values = await needed()
  const [{ conversation, handshake }, listener] = await connecting
  const openedAtMs = Date.now() - conversation.ageMs()
  const from = conversation.frames().length
  const heardBefore = listener?.conversation.frames().length ?? 0
  for (const message of [...(step.before ?? []), step.say])
    conversation.say(fillJsonTemplate(message, session.values(values)))
  const saidAtMs = conversation.ageMs()
  const saidAt = performance.now()
  const last = step.events.at(-1)?.name
  const ends = new Set([last, ...step.failures])
  const end = heardOrHeldUp(
    await Promise.race([
      conversation.hear((frame) => ends.has(eventName(frame, step)), {
        ms: step.withinMs,
        for: last ?? 'an event',
      }),
      untilDead(session, socket, () => noneOfStep(conversation.frames().slice(from), step)),
    ]),
  )
  if (listener !== undefined)
    await listener.conversation.hear(() => false, { ms: LINGER_MS, for: 'anything at all' })
  const overheard = listener?.conversation.frames().slice(heardBefore)
  return {
    step,
    url: handshake.asked,
    end,
    frames: conversation.frames().slice(from),
    earlier: [
      ...dated(session.sent.soonest(socket.service), openedAtMs),
      ...conversation.frames().slice(0, from),
    ],
    saidAtMs,
    heldUpMs: session.lag.heldUpMs(saidAt),
    ...(overheard && { overheard }),
  }
}

/** Whether no frame is an event of the step: a heartbeat, which a server sends unasked, is none. */
function noneOfStep(frames: readonly Frame[], step: ConversationStep): boolean {
  return frames.every((frame) => eventName(frame, step) === undefined)
}

/** What shows the clock of the service, as if it had come over the connection: its welcome may be held back too. */
function dated(soonest: ReturnType<SentRequests['soonest']>, openedAtMs: number): readonly Dated[] {
  if (soonest === undefined) return []
  return [{ json: { timestamp: soonest.writtenMs }, atMs: soonest.cameMs - openedAtMs }]
}

/** Rejects with `Blocked` if a ping got no answer and no awaited event came either, since a longer wait brings nothing. Never resolves. */
async function untilDead(
  session: Session,
  socket: SocketPromise,
  isSilent: () => boolean,
): Promise<never> {
  const pinged = socket.ping && (await pingOf(session, socket).catch(() => undefined))
  const finding = pinged?.heard.kind === 'silence' ? judgePong(pinged, socket) : undefined
  if (finding !== undefined && isSilent()) throw new Blocked([finding])
  return new Promise(() => {})
}

/** Undefined without a second user: the conversation goes on, and only its privacy cannot be judged. */
async function secondUser(
  session: Session,
  socket: SocketPromise,
): Promise<OpenSocket | undefined> {
  try {
    return await needSocket(session, socket, 'second-user')
  } catch (reason) {
    if (reason instanceof NotApplicable || reason instanceof Blocked) return undefined
    throw reason
  }
}
