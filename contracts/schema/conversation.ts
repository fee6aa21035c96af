import { z } from 'zod'
import { jsonSchema } from './common.ts'
import { message } from './message.ts'
import { type Fixed, list, milliseconds, name, oneOrMore, text, values } from './pieces.ts'

/** An event that is promised in return for a message. */
export const eventPromise = z.strictObject({
  name,
  /** How often it comes. */
  occurs: z.enum(['once', 'at-least-once', 'any']).default('at-least-once'),
  /** Each group lists places of which one must hold something: the shapes of several generations. */
  has: list(oneOrMore(text)),
  /** What the JSON of each of these events must fit: a JSON Schema of draft 07 or 2020-12, or the name of a file beside the contract that holds one. */
  schema: z.exactOptional(jsonSchema),
})
export type EventPromise = Fixed<z.output<typeof eventPromise>>

/** A message over a socket, and the events promised in return. */
export const conversationStep = z.strictObject({
  kind: z.literal('conversation'),
  id: name,
  /** What is promised, in the present tense; with the journey's name it is one sentence. */
  title: text,
  /** Steps that must pass before; their kept values can be used. */
  after: values(name),
  /** Whether the step leaves something behind in the deployment. */
  effect: z.enum(['reads', 'writes']).default('writes'),
  /** The socket over which it is held. */
  socket: name,
  /** Messages that are sent before it, such as a subscription; no answer is awaited. */
  before: z.exactOptional(z.array(message)),
  say: message,
  /** Where an event's name may stand, first present wins. */
  nameAt: oneOrMore(text),
  /** The events that are promised in return, in their order. */
  events: list(eventPromise),
  /** Names of events that mean that the agent failed. */
  failures: values(text),
  /** The question asked, as a person would read it: an answer that only repeats it is an echo. */
  question: text.default(''),
  /** Where the final answer's text may stand in the last event. */
  answerAt: values(text),
  /** Beginnings of answers that come from a stand-in; also found at the end, in brackets. */
  standIns: values(text),
  withinMs: milliseconds.default(30_000),
  /** Longest wait for the first promised event, in milliseconds, where one is promised. */
  firstWithinMs: z.exactOptional(milliseconds),
  /** `promised`: the app pauses between events, a second or more in all, so that they must come one by one. */
  pauses: z.exactOptional(z.enum(['promised', 'not-promised'])),
  /** Whether a second, connected user must hear none of it. */
  privacy: z.enum(['second-user-hears-nothing', 'not-promised']).default('not-promised'),
})
export type ConversationInput = Fixed<z.input<typeof conversationStep>>
export type ConversationStep = Fixed<z.output<typeof conversationStep>>
