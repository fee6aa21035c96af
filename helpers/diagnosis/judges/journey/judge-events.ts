import type { ConversationStep } from '../../../../contracts/schema/conversation.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Frame, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { BURST_MS, judgeFirstEvent, paceOf } from './judge-timing.ts'
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

/** Promised events that came, and too late, or all at one moment. */
function timing(
  { url, saidAtMs = 0, heldUpMs = 0 }: TalkFact,
  heard: readonly HeardEvent<Frame>[],
  step: ConversationStep,
  service: string,
): readonly Finding[] {
  const timed = { events: heard.map(({ frame }) => ({ atMs: frame.atMs - saidAtMs })), heldUpMs }
  const asked = { ...url, method: 'WS' }
  const first = judgeFirstEvent(timed, step, { service, subject: step.socket, asked })
  const pace = step.pauses === 'promised' ? paceOf(timed) : undefined
  const held =
    pace?.kind === 'burst'
      ? findingOf('stream.held', service, asked, {
          subject: step.socket,
          promise: `${step.title}, one event after the other`,
          expected: 'events with the pauses that the app makes between them',
          got: `${pace.events} events within ${BURST_MS} ms, the first of them after ${Math.round(pace.atMs)} ms`,
          summary: `${service}: events over the WebSocket come all at once, ${(pace.atMs / 1000).toFixed(1)} s after the message: a proxy on the way collects them, or the app sends them only when it is done`,
        })
      : undefined
  return [first, held].filter((finding) => finding !== undefined)
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
    : [`${frames.length - events} other frames, the last: ${quote(frames.at(-1)?.text ?? '', 160)}`]
}
