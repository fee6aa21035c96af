import type { ConversationStep } from '../../../../contracts/schema/conversation.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Frame, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { type BrokenTalk, brokenEvents, failedEvent, heardIn, inOrder } from './promised-events.ts'

/** A conversation: what was heard until the last event or the deadline, and what a second user overheard. */
export interface TalkFact {
  readonly step: ConversationStep
  readonly url: Asked
  readonly end: Heard
  readonly frames: readonly Frame[]
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
  if (broken === undefined) return []
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
