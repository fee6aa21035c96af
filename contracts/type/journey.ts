import type { JsonTemplate, RequestTemplate, Says, Where, Word } from './common.ts'

/** What a user does from one end to the other, in named steps. */
export interface Journey {
  readonly name: string
  readonly steps: readonly Step[]
}

export type Step = RequestStep | ConversationStep

interface StepBase {
  readonly id: string
  /** What is promised, in the present tense; with the journey's name it is one sentence. */
  readonly title: string
  /** Steps that must pass before; their kept values can be used. */
  readonly after: readonly string[]
  /** Whether the step leaves something behind in the deployment. */
  readonly effect: 'reads' | 'writes'
}

/** One request and what its answer promises. */
export interface RequestStep extends StepBase {
  readonly kind: 'request'
  readonly as: 'user' | 'second-user' | 'nobody'
  readonly request: RequestTemplate
  readonly statuses: readonly number[]
  /** Values that the answer must have. */
  readonly says: readonly Says[]
  /** Places that must hold something. */
  readonly has: readonly Where[]
  /** Values that the answer must not have; `code` is the finding if it has one. */
  readonly never: readonly Never[]
  /** A list that must, or must not, hold a value kept earlier. */
  readonly list?: {
    readonly at: Where
    readonly item: Where
    readonly value: string
    readonly holds: 'yes' | 'no'
    readonly otherwise: 'data.lost' | 'isolation.leak'
  }
  /** What later steps use: name → where. A number or a text that a path can hold must stand there. */
  readonly keeps: Readonly<Record<string, Where>>
  /** Removes what this step created. */
  readonly undo?: RequestTemplate
  /** The code if the answer says that the data is gone, or shows it to the wrong user. */
  readonly otherwise?: 'data.lost' | 'isolation.leak'
}

export interface Never {
  readonly at: Where
  /** Beginnings, compared without letter case. */
  readonly starts: readonly Word[]
  readonly code: 'route.mocked' | 'agent.mocked' | 'agent.failed'
}

/** A message over a socket, and the events promised in return. */
export interface ConversationStep extends StepBase {
  readonly kind: 'conversation'
  readonly socket: string
  readonly say: JsonTemplate
  /** Where an event's name may stand, first present wins. */
  readonly nameAt: readonly Where[]
  readonly events: readonly EventPromise[]
  /** Names of events that mean that the agent failed. */
  readonly failures: readonly string[]
  /** The question asked, as a person would read it: an answer that only repeats it is an echo. */
  readonly question: string
  /** Where the final answer's text may stand in the last event. */
  readonly answerAt: readonly Where[]
  /** Beginnings of answers that come from a stand-in. */
  readonly standIns: readonly string[]
  readonly withinMs: number
  /** Whether a second, connected user must hear none of it. */
  readonly privacy: 'second-user-hears-nothing' | 'not-promised'
}

export interface EventPromise {
  readonly name: string
  readonly occurs: 'once' | 'at-least-once' | 'any'
  /** Each group lists places of which one must hold something: the shapes of several generations. */
  readonly has: readonly (readonly Where[])[]
}
