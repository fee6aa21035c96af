import type { AnswerPromised, EventsPromised } from '../../../../contracts/schema/stream.ts'
import type { Asked } from '../../../http/exchange.ts'
import { lookUpEvent } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import type { TalkFact } from './judge-events.ts'
import { type EventFrame, errorOf, eventName } from './promised-events.ts'

/** Words that an answer needs beside those of the question; with fewer it is an echo (incident F82). */
const OWN_WORDS = 8

/** What a conversation or a stream brought, and where the final answer stands in it. */
export interface AnsweredFact {
  readonly step: EventsPromised & AnswerPromised
  readonly asked: Asked
  readonly frames: readonly EventFrame[]
}

/** Whether an agent gave the final answer: the answer is not empty, no error, no stand-in's text and no echo of the question. */
export function judgeAgentAnswer(
  { step, asked, frames }: AnsweredFact,
  service: string,
): Finding | undefined {
  const last = frames.findLast((frame) => eventName(frame, step) === step.events.at(-1)?.name)
  const answer = last === undefined ? '' : answerIn(last, step.answerAt)
  const of = (code: Code, evidence: readonly string[] = [], said?: string) =>
    findingOf(code, service, asked, {
      promise: 'the answer is one that an agent gave',
      expected: 'an answer in words of its own',
      got: quote(answer === '' ? (last?.text ?? 'nothing') : answer, 240),
      evidence,
      ...(said !== undefined && { said }),
    })
  if (answer === '') {
    const said = last && errorOf(last)
    return said === undefined ? of('agent.no-answer') : of('agent.failed', [], said)
  }
  if (NOTHING.test(answer))
    return of('agent.no-answer', ['the answer is a word that code writes in the place of nothing'])
  if (ERROR.test(answer))
    return of('agent.failed', ['the answer begins as an error does'], quote(answer, 120))
  const standIn = standInOf(answer, step.standIns)
  if (standIn !== undefined) return of('agent.mocked', [standIn])
  if (!isEcho(answer, step.question)) return undefined
  const evidence = `the answer repeats the question and adds fewer than ${OWN_WORDS} words`
  return of('agent.mocked', [evidence])
}

/** What JavaScript and Python write where they have no value. */
const NOTHING = /^(?:null|None|undefined|NaN|\[object Object\])$/

/** How the texts of errors begin: "Error: …", "Error code: 429 - …", "Traceback (most recent call last)". */
const ERROR = /^(?:(?:error|exception)(?: code)?:|traceback \()/i

/** A text of several words, as answers are and words for a state are not. */
const PROSE = /\S\s+\S+\s+\S/

/**
 * The answer in the last event, '' for none. An object without any text in it is none; nor is an object around a
 * promised place that is empty, unless it holds a text of several words elsewhere.
 */
function answerIn(last: EventFrame, places: readonly string[]): string {
  for (const where of places) {
    const value = lookUpEvent(last, where)
    const texts = textsIn(value)
    const isAroundEmpty = places.some(
      (place) => place.startsWith(`${where}.`) && lookUpEvent(last, place) !== undefined,
    )
    if (isAroundEmpty ? texts.some((text) => PROSE.test(text)) : texts.length > 0)
      return typeof value === 'string' ? value.trim() : JSON.stringify(value)
  }
  return ''
}

/** The texts and numbers in a value, however deep; blank ones do not count. */
function textsIn(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'object') return Object.values(value).flatMap(textsIn)
  const text = String(value).trim()
  return text === '' ? [] : [text]
}

/** Why an answer is a stand-in's: it begins with such a text, or ends with one in brackets. */
function standInOf(answer: string, standIns: readonly string[]): string | undefined {
  const text = answer.toLowerCase()
  const begins = standIns.find((one) => text.startsWith(one.toLowerCase()))
  if (begins !== undefined) return `the answer begins with "${begins}", as a stand-in does`
  const ends = standIns.find((one) => text.endsWith(`(${one.toLowerCase()})`))
  return ends && `the answer ends with "(${ends})", as a stand-in does`
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
