import { z } from 'zod'
import { requestTemplate } from './common.ts'
import { type ConversationStep, eventPromise } from './conversation.ts'
import { type Fixed, milliseconds, name, oneOrMore, status, text, values } from './pieces.ts'

/** What shows that an agent gave the final answer, where one event holds all of it. */
export const answerPromise = z.strictObject({
  /** The question asked, as a person would read it: an answer that only repeats it is an echo. */
  question: text,
  /** Where the answer's text may stand in the last event. */
  answerAt: values(text),
  /** Beginnings of answers that come from a stand-in; also found at the end, in brackets. */
  standIns: values(text),
})

/** A request whose answer is a stream of events, sent while they happen. */
export const streamStep = z.strictObject({
  kind: z.literal('stream'),
  id: name,
  /** What is promised, in the present tense; with the journey's name it is one sentence. */
  title: text,
  /** Steps that must pass before; their kept values can be used. */
  after: values(name),
  /** Whether the step leaves something behind in the deployment. */
  effect: z.enum(['reads', 'writes']).default('writes'),
  as: z.enum(['user', 'second-user', 'nobody']).default('user'),
  request: requestTemplate,
  statuses: oneOrMore(status).default([200]),
  /** `sse`: `text/event-stream` (WHATWG HTML §9.2). `ndjson`: a JSON value a line. */
  framing: z.enum(['sse', 'ndjson']).default('sse'),
  /** Where an event's name may stand in its data, first present wins; the field `event` comes before, and data that are a name, such as `[DONE]`, last. */
  nameAt: values(text),
  /** The events that are promised, in their order. */
  events: z.array(eventPromise).min(1),
  /** Names of events that mean that the agent failed. */
  failures: values(text),
  /** `event`: the stream ends with the last of `events`; `close`: when the service ends the answer; `never`: it goes on, and is closed once every promised event came. */
  ends: z.enum(['event', 'close', 'never']).default('event'),
  /** For all of it; of a stream that never ends, until every promised event came. */
  withinMs: milliseconds.default(30_000),
  /** Longest wait for the first promised event, in milliseconds, where one is promised. */
  firstWithinMs: z.exactOptional(milliseconds),
  /** Longest silence, where one is promised; comments are no silence. */
  silenceMs: z.exactOptional(milliseconds),
  /** `promised`: the app pauses between events, a second or more in all, so that they must come one by one. */
  pauses: z.enum(['promised', 'not-promised']).default('not-promised'),
  /** `asked`: once more with the compression that browsers ask for. Needs `pauses`, and the agent is asked twice. */
  asBrowser: z.enum(['asked', 'not-asked']).default('not-asked'),
  /** What the last event shows of the final answer. */
  answer: z.exactOptional(answerPromise),
})
export type StreamStep = Fixed<z.output<typeof streamStep>>

/** The events that a conversation or a stream promises. */
export type EventsPromised = Pick<ConversationStep, 'nameAt' | 'events' | 'failures'>

/** What a conversation or a stream promises of the final answer. */
export type AnswerPromised = Fixed<z.output<typeof answerPromise>>
