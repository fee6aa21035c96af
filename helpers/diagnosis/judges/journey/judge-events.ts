import type { ConversationStep, EventPromise } from '../../../../contracts/schema/conversation.ts'
import type { Asked } from '../../../http/exchange.ts'
import { lookUpJson } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Frame, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { reasonIn } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

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
  const heard = talk.frames.flatMap((frame) => {
    const name = eventName(frame, step)
    return name === undefined ? [] : [{ name, frame }]
  })
  const names = heard.map(({ name }) => name)
  const broken =
    failure(talk, names, heard) ??
    ending(talk, names) ??
    missing(names, step) ??
    disorder(names, step) ??
    shape(heard, step)
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
        expected: step.events
          .map(({ name, occurs }) => (occurs === 'any' ? `(${name})` : name))
          .join(' → '),
        got: broken.got,
        evidence: [
          `heard: ${names.length === 0 ? 'no event' : names.slice(0, 30).join(' → ')}`,
          ...others(talk, heard.length),
        ],
      },
    ),
  ]
}

interface BrokenTalk {
  readonly code: Code
  readonly got: string
  readonly subject?: string
  readonly said?: string
}

function failure(
  { step }: TalkFact,
  names: readonly string[],
  heard: readonly { name: string; frame: Frame }[],
): BrokenTalk | undefined {
  const failed = heard.find(({ name }) => step.failures.includes(name))
  if (failed === undefined || names.includes(step.events.at(-1)?.name ?? '')) return undefined
  const said = reasonIn(failed.frame.json)
  return {
    code: 'agent.failed',
    subject: failed.name,
    got: quote(failed.frame.text, 240),
    ...(said !== undefined && { said }),
  }
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

function missing(names: readonly string[], step: ConversationStep): BrokenTalk | undefined {
  const absent = step.events
    .filter(({ name, occurs }) => occurs !== 'any' && !names.includes(name))
    .map(({ name }) => name)
  return absent.length === 0
    ? undefined
    : { code: 'agent.event-missing', subject: absent.join(', '), got: `no ${absent.join(', no ')}` }
}

/** The first of each kind must come in the promised order; a kind that comes once must not come again. */
function disorder(names: readonly string[], step: ConversationStep): BrokenTalk | undefined {
  const firsts = step.events.map(({ name }) => names.indexOf(name)).filter((index) => index >= 0)
  const late = firsts.findIndex((index, at) => at > 0 && index < (firsts[at - 1] ?? 0))
  if (late > 0)
    return {
      code: 'agent.event-order',
      got: names.slice(0, 30).join(' → '),
      subject: names[firsts[late] ?? 0] ?? '',
    }
  const twice = step.events.find(
    ({ name, occurs }) => occurs === 'once' && names.filter((other) => other === name).length > 1,
  )
  return twice === undefined
    ? undefined
    : {
        code: 'agent.event-order',
        subject: twice.name,
        got: `${twice.name} more than once: ${names.slice(0, 30).join(' → ')}`,
      }
}

function shape(
  heard: readonly { name: string; frame: Frame }[],
  step: ConversationStep,
): BrokenTalk | undefined {
  for (const { name, frame } of heard) {
    const lacks = lacking(
      frame,
      step.events.find((event) => event.name === name),
    )
    if (lacks !== undefined)
      return {
        // The last event carries the answer: without it the user got none.
        code: name === step.events.at(-1)?.name ? 'agent.no-answer' : 'agent.event-shape',
        subject: name,
        got: `${name} without ${lacks.join(' or ')}: ${quote(frame.text, 200)}`,
      }
  }
  return undefined
}

function lacking(frame: Frame, event: EventPromise | undefined): readonly string[] | undefined {
  return event?.has.find((places) =>
    places.every((where) => isEmpty(lookUpJson(frame.json, where))),
  )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function others({ frames }: TalkFact, events: number): readonly string[] {
  return frames.length === events
    ? []
    : [`${frames.length - events} other frames, the last: ${quote(frames.at(-1)?.text ?? '', 160)}`]
}

/**
 * The name of the event in a frame: the first place that holds a promised or failing name wins, since
 * some servers wrap an event in an envelope that has a name, too. Undefined for any other frame.
 */
export function eventName(frame: Frame, step: ConversationStep): string | undefined {
  const known = new Set([...step.events.map(({ name }) => name), ...step.failures])
  return step.nameAt
    .map((where) => lookUpJson(frame.json, where))
    .find((name): name is string => typeof name === 'string' && known.has(name))
}
