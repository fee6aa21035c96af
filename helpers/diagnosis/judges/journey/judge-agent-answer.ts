import type { AnswerPromised, EventsPromised } from '../../../../contracts/schema/stream.ts'
import type { Asked } from '../../../http/exchange.ts'
import { lookUpEvent } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import type { TalkFact } from './judge-events.ts'
import { type EventFrame, eventName } from './promised-events.ts'

/** Words that an answer needs beside those of the question; with fewer it is an echo (incident F82). */
const OWN_WORDS = 8

/** What a conversation or a stream brought, and where the final answer stands in it. */
export interface AnsweredFact {
  readonly step: EventsPromised & AnswerPromised
  readonly asked: Asked
  readonly frames: readonly EventFrame[]
}

/** Whether an agent gave the final answer: the answer is not empty, no stand-in's text and no echo of the question. */
export function judgeAgentAnswer(
  { step, asked, frames }: AnsweredFact,
  service: string,
): Finding | undefined {
  const last = frames.findLast((frame) => eventName(frame, step) === step.events.at(-1)?.name)
  const answer =
    step.answerAt
      .map((where) => textOf(last && lookUpEvent(last, where)))
      .find((text) => text !== '') ?? ''
  const words = {
    promise: 'the answer is one that an agent gave',
    expected: 'an answer in words of its own',
    got: quote(answer === '' ? (last?.text ?? 'nothing') : answer, 240),
  }
  if (answer === '') return findingOf('agent.no-answer', service, asked, words)
  const standIn = step.standIns.find((beginning) =>
    answer.toLowerCase().startsWith(beginning.toLowerCase()),
  )
  if (standIn !== undefined)
    return findingOf('agent.mocked', service, asked, {
      ...words,
      evidence: [`the answer begins with "${standIn}", as a stand-in does`],
    })
  if (isEcho(answer, step.question))
    return findingOf('agent.mocked', service, asked, {
      ...words,
      evidence: [`the answer repeats the question and adds fewer than ${OWN_WORDS} words`],
    })
  return undefined
}

function isEcho(answer: string, question: string): boolean {
  const rest = answer.toLowerCase().split(question.toLowerCase())
  return (
    rest.length > 1 &&
    rest
      .join(' ')
      .split(/\s+/)
      .filter((word) => word !== '').length < OWN_WORDS
  )
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '')
}

/** Whether a second user, connected all the while, heard none of the conversation (incident F86). */
export function judgePrivacy(talk: TalkFact, service: string): Finding | undefined {
  const leaked = (talk.overheard ?? []).filter((frame) => eventName(frame, talk.step) !== undefined)
  const first = leaked[0]
  if (first === undefined) return undefined
  return findingOf(
    'isolation.leak',
    service,
    { ...talk.url, method: 'WS' },
    {
      promise: 'a second user hears none of the conversation',
      expected: "no event on the second user's connection",
      got: `${leaked.length} events, the first: ${quote(first.text, 200)}`,
    },
  )
}
