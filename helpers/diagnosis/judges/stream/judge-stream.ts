import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import { isFramed } from '../../../http/follow-events.ts'
import type { StreamFact } from '../../../http/stream-events.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { counted } from '../../../text/words.ts'
import { describeExchange, reasonIn } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import {
  type BrokenTalk,
  brokenEvents,
  failedEvent,
  heardIn,
  inOrder,
} from '../journey/promised-events.ts'
import { refusedWithoutToken, statusCode } from '../journey/unpromised-status.ts'
import { EXPECTED, strangeEvents, typeInWords, unendedEvent } from './other-stream.ts'
import { cutInWords } from './why-cut.ts'

/** A stream, and the second try that was made where the first was cut. */
export interface StreamsFact {
  readonly first: StreamFact
  readonly again?: StreamFact
}

/** Whether the promised stream came, whole, with its events in order. One cause is reported, the first that explains the rest. */
export function judgeStream({ first, again }: StreamsFact, step: StreamStep): Finding | undefined {
  const { exchange, head } = first
  const { service, method, path } = step.request
  const route = `${method} ${path}`
  if (exchange.kind === 'answer' || head === undefined) {
    const unanswered = judgeRouteAnswered(exchange, step.request, step.title, step.statuses)
    if (unanswered !== undefined || head === undefined) return unanswered
  }
  const said = exchange.kind === 'answer' ? reasonIn(exchange.json) : undefined
  const of = (code: Code, words: { expected: string; got: string; subject?: string }, more = {}) =>
    findingOf(code, service, exchange.asked, {
      subject: route,
      promise: step.title,
      ...refusedWithoutToken(code, step),
      ...words,
      ...more,
      ...(said !== undefined && { said }),
    })
  const got = describeStream(first)
  if (!step.statuses.includes(head.status))
    return of(statusCode(head.status, {}), { expected: step.statuses.join(' or '), got })
  const framing = step.framing
  if (!isFramed(framing, head.headers))
    return of(
      'route.shape',
      { expected: EXPECTED[framing], got },
      { summary: typeInWords(step, head.headers['content-type']) },
    )
  const heard = heardIn(first.events, step)
  const names = heard.map(({ name }) => name)
  const evidence = [
    `heard: ${names.length === 0 ? 'no event' : names.slice(0, 30).join(' → ')}`,
    ...timesOf(first),
  ]
  const failed = failedEvent(heard, step)
  if (failed !== undefined)
    return of(failed.code, { expected: inOrder(step), ...failed }, { evidence })
  if (first.end === 'refused')
    return of(
      'route.shape',
      {
        expected: inOrder(step),
        got: first.problem === undefined ? got : `the stream ${first.problem}`,
      },
      { evidence },
    )
  const broken = badEnd(first, step, names)
  if (broken?.code === 'stream.cut') {
    const why = cutInWords(first, again)
    return of(
      'stream.cut',
      { expected: inOrder(step), ...broken },
      {
        evidence: [...evidence, ...why.evidence],
        ...(why.summary !== undefined && { summary: `${service}: ${why.summary}` }),
      },
    )
  }
  const wrong = broken ?? brokenEvents(heard, step)
  const strange = names.length === 0 ? strangeEvents(first, step) : unendedEvent(first, wrong, step)
  return wrong && of(wrong.code, { expected: inOrder(step), ...wrong }, { evidence, ...strange })
}

function badEnd(
  fact: StreamFact,
  { ends, events }: StreamStep,
  names: readonly string[],
): BrokenTalk | undefined {
  const last = events.at(-1)?.name ?? 'the last event'
  const endMs = Math.round(fact.exchange.timing.totalMs)
  switch (fact.end) {
    case 'enough':
    case 'refused':
      return undefined
    case 'cut':
      return {
        code: 'stream.cut',
        got: `the connection ended after ${endMs} ms, without the end of the answer`,
      }
    case 'complete':
      if (ends === 'never')
        return {
          code: 'stream.cut',
          got: `the answer was ended after ${endMs} ms, and is promised to go on`,
        }
      return ends === 'close' || names.includes(last)
        ? undefined
        : {
            code: 'stream.unfinished',
            subject: last,
            got: `a proper end after ${endMs} ms, without ${last}`,
          }
    case 'late':
    case 'silence': {
      if (fact.end === 'late' && ends === 'close' && names.includes(last))
        return late(endMs, 'the end of the answer')
      const silent = `nothing came for ${Math.round(endMs - fact.lastMs)} ms`
      const got = fact.end === 'silence' ? silent : `no ${last} in ${endMs} ms`
      return names.length === 0
        ? { code: 'agent.no-answer', got }
        : {
            code: 'agent.event-missing',
            subject: last,
            got: `${names.at(-1)} was the last event: ${got}`,
          }
    }
  }
}

function late(endMs: number, what: string): BrokenTalk {
  return { code: 'agent.event-missing', subject: what, got: `no ${what} in ${endMs} ms` }
}

/** The answer in one line; of a stream that failed, its head and then why no more came. */
function describeStream({ exchange, head }: StreamFact): string {
  return exchange.kind === 'answer' || head === undefined
    ? describeExchange(exchange)
    : `${head.status}, and then ${describeExchange(exchange)}`
}

/** When what came, for the evidence. */
export function timesOf({
  headMs,
  lastMs,
  longestSilenceMs,
  events,
  comments,
  exchange,
}: StreamFact): readonly string[] {
  const ms = (time: number) => `${Math.round(time)} ms`
  const [first] = events
  return [
    [
      `head after ${ms(headMs)}`,
      first === undefined ? 'no event' : `first event after ${ms(first.atMs)}`,
      events.length > 1
        ? `last of ${events.length} after ${ms(events.at(-1)?.atMs ?? 0)}`
        : undefined,
      comments > 0 ? counted(comments, 'comment') : undefined,
      `longest silence between pieces ${ms(longestSilenceMs)}`,
      `end after ${ms(exchange.timing.totalMs)}, ${ms(exchange.timing.totalMs - lastMs)} after the last byte`,
    ]
      .filter((word) => word !== undefined)
      .join(', '),
  ]
}
