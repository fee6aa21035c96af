import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords, saysSo } from '../../../promise/expectation.ts'
import { placeholdersOf } from '../../../promise/template.ts'
import { lookUp, lookUpJson, placeInWords } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { bounded, printable, quote } from '../../../text/quote.ts'
import { servedByCache } from '../access/judge-cached-route.ts'
import { describeExchange, errorIn, reasonSaid, statusInstead } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence, isPage } from '../health/answer-signs.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { otherOrigin } from '../other-origin.ts'
import { fill, filled, keptValue, LONGEST_KEPT } from './kept-values.ts'
import { standIn } from './stand-in.ts'
import { otherStatus, refusedWithoutToken } from './unpromised-status.ts'

/** Whether one step of a journey brought what it promised; `kept` are the values earlier steps left. */
export function judgeStep(
  exchange: Exchange,
  step: RequestStep,
  kept: Readonly<Record<string, string>>,
): Finding | undefined {
  const service = step.request.service
  const unanswered = judgeRouteAnswered(exchange, step.request, step.title, step.statuses)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const broken = brokenPromise(exchange, step, kept)
  if (broken === undefined) return undefined
  const said = reasonSaid(exchange) ?? errorIn(exchange.json)
  const code = codeSaid(exchange, broken.code)
  const cached = KEPT_INSTEAD.has(code) && servedByCache(exchange, step.request, asker(step))
  return findingOf(code, service, exchange.asked, {
    subject: subjectOf(step),
    promise: step.title,
    expected: broken.expected,
    got: broken.got ?? describeExchange(exchange),
    ...refusedWithoutToken(code, step),
    ...(broken.summary !== undefined && { summary: broken.summary }),
    ...(broken.nextSteps && { nextSteps: broken.nextSteps }),
    ...(code === 'route.shape' && { summary: shapeInWords(exchange, step, broken) }),
    ...(said !== undefined && { said }),
    ...broken.address,
    evidence: cacheEvidence(exchange),
    ...cached,
  })
}

/** What an answer that a cache kept shows: of another time, of another user, or a refusal of another request. */
const KEPT_INSTEAD: ReadonlySet<Code> = new Set([
  'data.lost',
  'isolation.leak',
  'route.forbidden',
  'route.missing',
])

function asker({ as }: RequestStep): string {
  if (as === 'second-user') return 'a second user'
  return as === 'nobody' ? 'a request without a token' : 'a user'
}

/** The first line where the answer came, and is another than promised: its status, or what its body has. */
function shapeInWords(
  answer: Answer,
  step: RequestStep,
  { differs = '' }: Pick<BrokenStep, 'differs'>,
): string {
  const { service } = step.request
  const does = `${service} answers ${subjectOf(step)} with`
  if (isPage(answer)) return `${does} a web page (${answer.status}), and not as promised${differs}`
  if (!step.statuses.includes(answer.status))
    return statusInstead({ service, subject: subjectOf(step) }, answer, step.statuses)
  if (answer.text.trim() === '')
    return `${does} ${answer.status} and an empty body, and not as promised${differs}`
  // A text that is cut off, or warnings of PHP before it.
  return answer.json === undefined && /json/i.test(answer.headers['content-type'] ?? '')
    ? `${does} a text that its type calls JSON and that is none: it begins with ${quote(answer.text.slice(0, 30), 40)} and ends with ${quote(answer.text.slice(-30), 40)}`
    : `${service} answers ${subjectOf(step)} in another form than promised${differs}`
}

interface BrokenStep {
  readonly code: Code
  readonly expected: string
  readonly got?: string
  /** What of the answer differs, as the end of the first line. */
  readonly differs?: string
  /** Where a URL stands there with another origin than promised. */
  readonly address?: Pick<Finding, 'writes' | 'nextSteps'>
  /** In place of the first line of the code, and of its steps. */
  readonly summary?: string
  readonly nextSteps?: readonly string[]
}

function brokenPromise(
  answer: Answer,
  step: RequestStep,
  kept: Readonly<Record<string, string>>,
): BrokenStep | undefined {
  if (!step.statuses.includes(answer.status))
    return { ...otherStatus(answer, step), expected: step.statuses.join(' or ') }
  const contradicted = step.says.find((says) => !saysSo(answer, filled(says, kept)))
  if (contradicted !== undefined) {
    const { at } = contradicted
    const value = lookUp(answer, at)
    const place = shown(placeInWords(at))
    const promised = filled(contradicted, kept)
    const expected = shown(expectedInWords(promised))
    const { service } = step.request
    const address = otherOrigin(service, [...promised.is, ...(promised.starts ?? [])], value)
    if (step.otherwise !== 'data.lost' || !isStored(contradicted, step))
      return {
        code: 'route.shape',
        expected,
        differs: ` at ${place}: ${inBrief(value)}`,
        ...(address && { address }),
      }
    return {
      code: 'data.lost',
      expected,
      // Something else may stand there because the service rewrites it: that it has nothing was not seen.
      ...(value !== undefined &&
        value !== null && {
          summary: `${service} says that it stored something, and then shows another value at ${place}: ${inBrief(value)}`,
        }),
    }
  }
  const absent = step.has.find(
    (where) => lookUp(answer, where) === undefined || lookUp(answer, where) === null,
  )
  if (absent !== undefined)
    return {
      code: 'route.shape',
      expected: `something at ${placeInWords(absent)}`,
      differs: `: nothing at ${shown(placeInWords(absent))}`,
    }
  const useless = Object.values(step.keeps).find(
    (where) => keptValue(lookUp(answer, where)) === undefined,
  )
  if (useless !== undefined)
    return {
      code: 'route.shape',
      expected: `at ${useless} a number, or a text of 1 to ${LONGEST_KEPT} characters, for later requests`,
    }
  return standIn(answer, step, kept) ?? listing(answer, step, kept)
}

/**
 * Whether a promised value is what an earlier step stored: where some of a step are filled with a value of the run, those are, and a
 * fixed word beside them is the form of the answer.
 */
function isStored(one: RequestStep['says'][number], { says }: RequestStep): boolean {
  const isFilled = (promised: object) => placeholdersOf(JSON.stringify(promised)).length > 0
  return isFilled(one) || !says.some(isFilled)
}

/**
 * What the code of the first GraphQL error makes of an answer without what was promised: these codes are those of Apollo
 * Server 5, graphql-yoga 5 and Hasura 2.
 */
function codeSaid({ json }: Answer, code: Code): Code {
  const said = code === 'route.shape' ? lookUpJson(json, 'errors.0.extensions.code') : undefined
  if (typeof said !== 'string') return code
  if (/^(?:unauthenticated|forbidden|access-denied|invalid-jwt)$/i.test(said))
    return 'route.forbidden'
  return /^(?:internal_server_error|unexpected)$/i.test(said) ? 'route.error' : code
}

function listing(
  answer: Answer,
  { list, as }: RequestStep,
  kept: Readonly<Record<string, string>>,
): BrokenStep | undefined {
  if (list === undefined) return undefined
  const items = list.at === '' ? answer.json : lookUp(answer, list.at)
  const value = fill(list.value, kept)
  if (!Array.isArray(items))
    return { code: 'route.shape', expected: `a list${list.at === '' ? '' : ` at ${list.at}`}` }
  const holds = items.some((item) => keptValue(lookUpJson(item, list.item)) === value)
  if (holds === (list.holds === 'yes')) return undefined
  return {
    code: list.otherwise,
    expected: `a list ${list.holds === 'yes' ? 'with' : 'without'} ${list.item} ${shown(value)}`,
    got: `${items.length} ${items.length === 1 ? 'item' : 'items'}, ${holds ? 'that one among them' : 'not that one'}${as === 'second-user' ? ', asked as a second user' : ''}`,
  }
}

/** What an earlier answer brought is as foreign as this one. */
function shown(word: unknown): string {
  return typeof word === 'string' ? bounded(printable(word), 120) : String(word)
}

/** What stands at a place, for a first line. */
function inBrief(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 60)
}

function subjectOf({ request }: RequestStep): string {
  return `${request.method} ${request.path}`
}
