import type { EventPromise } from '../../../../contracts/schema/conversation.ts'
import type { EventsPromised } from '../../../../contracts/schema/stream.ts'
import { lookUpEvent, lookUpJson, type Message } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import { errorIn, reasonIn } from '../describe-exchange.ts'
import { frameInWords } from '../socket/opening-fact.ts'

/** What may hold an event: a frame of a WebSocket, or an event of a stream. */
export interface EventFrame extends Message {
  /** A name beside the data, as server-sent events have. */
  readonly name?: string
}

export interface HeardEvent<Of extends EventFrame = EventFrame> {
  readonly name: string
  readonly frame: Of
}

/** The first promise about events that is broken. */
export interface BrokenTalk {
  readonly code: Code
  readonly got: string
  readonly subject?: string
  readonly said?: string
}

/** The promised and the failing events among frames, with their names. */
export function heardIn<Of extends EventFrame>(
  frames: readonly Of[],
  promised: EventsPromised,
): readonly HeardEvent<Of>[] {
  return frames.flatMap((frame) => {
    const name = eventName(frame, promised)
    return name === undefined ? [] : [{ name, frame }]
  })
}

/** The promised events in one line, those that need not come in brackets. */
export function inOrder({ events }: EventsPromised): string {
  return events.map(({ name, occurs }) => (occurs === 'any' ? `(${name})` : name)).join(' → ')
}

/** The error that an event states, or the data in it. */
export function errorOf({ json }: EventFrame): string | undefined {
  return errorIn(json) ?? errorIn(lookUpJson(json, 'data'))
}

/** Whether events are missing, in disorder, or without what they must carry. */
export function brokenEvents(
  heard: readonly HeardEvent[],
  promised: EventsPromised,
): BrokenTalk | undefined {
  const names = heard.map(({ name }) => name)
  return missing(names, promised) ?? disorder(names, promised) ?? shape(heard, promised)
}

/** An event that says that the agent failed, where the last promised one did not come. */
export function failedEvent(
  heard: readonly HeardEvent[],
  { failures, events }: EventsPromised,
): BrokenTalk | undefined {
  const failed = heard.find(({ name }) => failures.includes(name))
  if (failed === undefined || heard.some(({ name }) => name === events.at(-1)?.name))
    return undefined
  const said = reasonIn(failed.frame.json)
  return {
    code: 'agent.failed',
    subject: failed.name,
    got: frameInWords(failed.frame, 240),
    ...(said !== undefined && { said }),
  }
}

function missing(names: readonly string[], step: EventsPromised): BrokenTalk | undefined {
  const absent = step.events
    .filter(({ name, occurs }) => occurs !== 'any' && !names.includes(name))
    .map(({ name }) => name)
  return absent.length === 0
    ? undefined
    : { code: 'agent.event-missing', subject: absent.join(', '), got: `no ${absent.join(', no ')}` }
}

/** The first of each kind must come in the promised order; a kind that comes once must not come again. */
function disorder(names: readonly string[], step: EventsPromised): BrokenTalk | undefined {
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

function shape(heard: readonly HeardEvent[], step: EventsPromised): BrokenTalk | undefined {
  for (const { name, frame } of heard) {
    const lacks = lacking(
      frame,
      step.events.find((event) => event.name === name),
    )
    if (lacks !== undefined) {
      const got = `${name} without ${lacks.join(' or ')}: ${frameInWords(frame, 200)}`
      if (name !== step.events.at(-1)?.name)
        return { code: 'agent.event-shape', subject: name, got }
      // The last event carries the answer: without it the user got none.
      const said = errorOf(frame)
      return said === undefined
        ? { code: 'agent.no-answer', subject: name, got }
        : { code: 'agent.failed', subject: name, got, said }
    }
  }
  return undefined
}

function lacking(
  frame: EventFrame,
  event: EventPromise | undefined,
): readonly string[] | undefined {
  return event?.has.find((places) => places.every((where) => isEmpty(lookUpEvent(frame, where))))
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/**
 * The name of the event in a frame: the first place that holds a promised or failing name wins, since
 * some servers wrap an event in an envelope that has a name, too. Data that are a name themselves, such as `[DONE]`,
 * count last. Undefined for any other frame.
 */
export function eventName(frame: EventFrame, step: EventsPromised): string | undefined {
  const known = new Set([...step.events.map(({ name }) => name), ...step.failures])
  const places = step.nameAt.map((where) => lookUpEvent(frame, where))
  return [frame.name, ...places, frame.text].find(
    (name): name is string => typeof name === 'string' && known.has(name),
  )
}
