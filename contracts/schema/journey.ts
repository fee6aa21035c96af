import { z } from 'zod'
import { jsonSchema, requestTemplate, says, word } from './common.ts'
import { conversationStep } from './conversation.ts'
import { type Fixed, list, name, oneOrList, oneOrMore, status, text, values } from './pieces.ts'
import { streamStep } from './stream.ts'

/** Methods that only read (RFC 9110 §9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** A value that the answer must not have. */
export const never = z.strictObject({
  at: text,
  /** Beginnings, compared without letter case. */
  starts: oneOrMore(word),
  /** The finding if the answer has it. */
  code: z
    .enum(['route.mocked', 'route.shape', 'agent.mocked', 'agent.failed'])
    .default('route.mocked'),
})

/** One request and what its answer promises. */
export const requestStep = z
  .strictObject({
    kind: z.literal('request').default('request'),
    id: name,
    /** What is promised, in the present tense; with the journey's name it is one sentence. */
    title: text,
    /** Steps that must pass before; their kept values can be used. */
    after: values(name),
    /** Whether the step leaves something behind in the deployment; left out, GET, HEAD and OPTIONS read, and others write. */
    effect: z.exactOptional(z.enum(['reads', 'writes'])),
    as: z.enum(['user', 'second-user', 'nobody']).default('user'),
    request: requestTemplate,
    statuses: oneOrMore(status).default([200]),
    /** Values that the answer must have. */
    says: list(says),
    /** Places that must hold something. */
    has: values(text),
    /** What the JSON of the answer must fit: a JSON Schema of draft 07 or 2020-12, or the name of a file beside the contract that holds one. */
    schema: z.exactOptional(jsonSchema),
    /** Values that the answer must not have; `code` is the finding if it has one. */
    never: list(never),
    /** A list that must, or must not, hold a value kept earlier. */
    list: z.exactOptional(
      z.strictObject({
        at: text,
        /** Where an item of the list has the value. */
        item: text,
        /** The value, such as `{order}`. */
        value: text,
        /** Whether the list must hold it. */
        holds: z.enum(['yes', 'no']).default('yes'),
        /** The finding if it does not. */
        otherwise: z.enum(['data.lost', 'isolation.leak']).default('data.lost'),
      }),
    ),
    /** What later steps use: name → where. A number or a text that a path can hold must stand there. */
    keeps: z.record(z.string(), text).default({}),
    /** Removes what this step created: one request, or several in their order, such as archive and delete. */
    undo: oneOrList(requestTemplate),
    /** The code if the answer says that the data is gone, or shows it to the wrong user. */
    otherwise: z.exactOptional(z.enum(['data.lost', 'isolation.leak'])),
  })
  .transform((step) => ({
    ...step,
    effect: step.effect ?? (SAFE.includes(step.request.method) ? 'reads' : 'writes'),
  }))
export type RequestStep = Fixed<z.output<typeof requestStep>>

/** One step of a journey. */
export const step = z.discriminatedUnion('kind', [requestStep, conversationStep, streamStep])
export type Step = Fixed<z.output<typeof step>>

/** What a user does from one end to the other, in named steps. */
export const journey = z.strictObject({
  name,
  /** The steps, each after those that it names. */
  steps: z.array(step).min(1),
})
export type Journey = Fixed<z.output<typeof journey>>
export type JourneyInput = Fixed<z.input<typeof journey>>
