import type { ConversationStep } from '../../../../contracts/schema/conversation.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Frame, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { frameInWords } from '../socket/opening-fact.ts'
import { type Dated, heldBackMs } from './held-back.ts'
import { BURST_MS, type Burst, judgeFirstEvent, paceOf } from './judge-timing.ts'
import {
  type BrokenTalk,
  brokenEvents,
  failedEvent,
  type HeardEvent,
  heardIn,
  inOrder,
} from './promised-events.ts'

/** A conversation: what was heard until the last event or the deadline, and what a second user overheard. */
export interface TalkFact {
  readonly step: ConversationStep
  readonly url: Asked
  readonly end: Heard
  readonly frames: readonly Frame[]
  /** When the message was sent, as `Frame.atMs` counts, and how long this process stood still since. */
  readonly saidAtMs?: number
  readonly heldUpMs?: number
  readonly overheard?: readonly Frame[]
  /** What shows the clock of the service: what came over the connection before the message was sent, and its answers. */
  readonly earlier?: readonly Dated[]
}

/** Whether the promised events came, in order, with their fields. One cause is reported, the first that explains the rest. */
export function judgeEvents(
  talk: TalkFact,
  step: ConversationStep,
  service: string,
): readonly Finding[] {
  const heard = heardIn(talk.frames, step)
  const names = heard.map(({ name }) => name)
  const broken = failedEvent(heard, step) ?? ending(talk, names) ?? brokenEvents(heard, step)
  if (broken === undefined) return timing(talk, heard, step, service)
  return [
    findingOf(
      broken.code,
      service,
      { ...talk.url, method: 'WS' },
      {
        ...(broken.subject !== undefined && { subject: broken.subject }),
        ...(broken.said !== undefined && { said: broken.said }),
        promise: step.title,
        expected: inOrder(step),
        got: broken.got,
        evidence: [
          `heard: ${names.length === 0 ? 'no event' : names.slice(0, 30).join(' → ')}`,
          ...others(talk, heard.length),
        ],
      },
    ),
  ]
}

/** An event that was on its way for so long was held back: a network that is slow delivers in less, milliseconds. */
const HELD_MS = 500

/** Promised events that came, and too late, or all at one moment. */
function timing(
  talk: TalkFact,
  heard: readonly HeardEvent<Frame>[],
  step: ConversationStep,
  service: string,
): readonly Finding[] {
  const { url, saidAtMs = 0, heldUpMs = 0 } = talk
  const timed = { events: heard.map(({ frame }) => ({ atMs: frame.atMs - saidAtMs })), heldUpMs }
  const asked = { ...url, method: 'WS' }
  const first = judgeFirstEvent(timed, step, { service, subject: step.socket, asked })
  const pace = paceOf(timed)
  const held = pace.kind === 'burst' ? heldEvents(talk, heard, pace, step, service) : undefined
  return [first, held].filter((finding) => finding !== undefined)
}

/**
 * Events that came all at one moment: where the contract promises pauses between them, or where they say themselves that
 * they were made half a second or more before they came. An app that needs its time and then sends all of them breaks neither.
 */
function heldEvents(
  { url, saidAtMs = 0, earlier = [] }: TalkFact,
  heard: readonly HeardEvent<Frame>[],
  { events, atMs }: Burst,
  step: ConversationStep,
  service: string,
): Finding | undefined {
  const frame = heard.at(-events)?.frame
  const lateMs = frame && heldBackMs(frame, earlier)
  // What answers a message was made after it was sent: an event that says otherwise was dated by another clock.
  const onTheWayMs = lateMs !== undefined && lateMs <= atMs + BURST_MS ? lateMs : 0
  const isProved = onTheWayMs >= HELD_MS && frame !== undefined && frame.atMs > saidAtMs
  if (!isProved && step.pauses !== 'promised') return undefined
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  return findingOf(
    'stream.held',
    service,
    { ...url, method: 'WS' },
    {
      subject: step.socket,
      promise: `${step.title}, one event after the other`,
      expected: 'events that come when the app makes them',
      got: `${events} events within ${BURST_MS} ms, the first of them after ${Math.round(atMs)} ms`,
      evidence: isProved
        ? [
            `by the times that the service writes into what it sends, the first of them was at least ${seconds(onTheWayMs)} longer on its way than the quickest before`,
          ]
        : [],
      summary: isProved
        ? `${service}: events over the WebSocket come all at once, ${seconds(onTheWayMs)} or more after they were made: a proxy on the way, or a queue in the app, holds them`
        : `${service}: events over the WebSocket come all at once, ${seconds(atMs)} after the message: a proxy on the way collects them, or the app sends them only when it is done`,
    },
  )
}

function ending({ end, step }: TalkFact, names: readonly string[]): BrokenTalk | undefined {
  if (end.kind === 'frame') return undefined
  if (end.kind === 'closed')
    return {
      code: 'ws.closed',
      got: `the connection closed with ${end.closed.code} ${quote(end.closed.reason, 80)} after ${end.closed.atMs} ms`,
    }
  if (end.kind === 'flood' || end.kind === 'broken-frame')
    return { code: 'ws.malformed', got: quote(end.detail, 200) }
  if (names.length === 0) return { code: 'agent.no-answer', got: `no event in ${end.waitedMs} ms` }
  return {
    code: 'agent.event-missing',
    subject: step.events.find(({ name }) => !names.includes(name))?.name ?? 'the end',
    got: `${names.at(-1)} was the last event in ${end.waitedMs} ms`,
  }
}

function others({ frames }: TalkFact, events: number): readonly string[] {
  return frames.length === events
    ? []
    : [
        `${frames.length - events} other frames, the last: ${frameInWords(frames.at(-1) ?? { text: '' }, 160)}`,
      ]
}
