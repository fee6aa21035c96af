import type { ConversationStep } from '../../../contracts/schema/conversation.ts'
import {
  judgeEvents,
  type TalkFact,
} from '../../../helpers/diagnosis/judges/journey/judge-events.ts'
import { goldenPath } from '../../support/contracts.ts'
import { ASKED } from './facts.ts'
import { frame } from './socket-facts.ts'

export const STEP = goldenPath.steps.find(
  (step): step is ConversationStep => step.kind === 'conversation',
) as ConversationStep

export const FIELDS = {
  agent_started: { agent_name: 'analyst' },
  agent_thinking: { reasoning: 'hm' },
  tool_executing: { tool_name: 'costs', parameters: { of: 'compute' } },
  tool_completed: { results: { total: 7 } },
  agent_completed: {
    final_response: 'Look at compute first: it is the largest and has idle capacity.',
  },
} as const

export type EventName = keyof typeof FIELDS

export const EVENTS = Object.keys(FIELDS) as readonly EventName[]

/** An event as generation S9 frames it: the name in `type`, the fields beside it. */
export function flat(name: string, fields: object = FIELDS[name as EventName] ?? {}) {
  return frame({ type: name, ...fields })
}

/** As generation H frames it: everything under `data`. */
export function nested(name: string, fields: object = FIELDS[name as EventName] ?? {}) {
  return frame({ type: 'agent_event', data: { event: name, ...fields } })
}

export function talk(frames: TalkFact['frames'], more: Partial<TalkFact> = {}): TalkFact {
  const last = frames.at(-1) ?? frame('')
  return { step: STEP, url: ASKED, end: { kind: 'frame', frame: last, seen: [] }, frames, ...more }
}

export function codesOf(fact: TalkFact): readonly string[] {
  return judgeEvents(fact, STEP, 'backend').map(({ code, subject }) =>
    subject === undefined ? code : `${code}: ${subject}`,
  )
}
