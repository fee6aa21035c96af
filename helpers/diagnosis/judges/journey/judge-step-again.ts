import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { ANOTHER_ANSWERS_CHANGES } from '../../experiments/another-answers.ts'
import { AGAIN_ALONE, isSameAnswer } from '../../experiments/good-token.ts'
import { isAccepted } from '../access/accepted.ts'
import { judgeOpened } from '../access/judge-opened.ts'
import { type Count, countOf, isMixed, sometimesInWords } from '../access/sometimes.ts'
import { describeExchange } from '../describe-exchange.ts'
import { withEvidence } from '../finding-of.ts'
import { judgeStep } from './judge-step.ts'

/** What the second look at a step that went wrong brought; an experiment that does not apply is absent. */
export interface StepLook {
  /** Answers to the same request, sent alone. */
  readonly again?: readonly Exchange[]
  /** The answer at a path beside it that cannot exist, where each of these was 404. */
  readonly nowhere?: Exchange
  /** Answers of a protected route to the same token, where the step itself writes and is not sent again. */
  readonly inPlace?: { readonly route: ProtectedRoute; readonly answers: readonly Exchange[] }
}

/**
 * The finding of a step after the second look: where some answers are good, the fault is in an instance, and the first
 * line says how often. Data of another user stays as it is: one leak is a leak.
 */
export function judgeStepAgain(
  finding: Finding,
  step: RequestStep,
  { again = [], inPlace, nowhere }: StepLook,
  kept: Readonly<Record<string, string>>,
): Finding {
  if (inPlace !== undefined) return judgeRouteInPlace(finding, step, inPlace)
  if (again.length === 0) return finding
  const count = countOf(again, (one) => judgeStep(one, step, kept) === undefined)
  const found = withEvidence(finding, [
    tried(AGAIN_ALONE, `${count.all - count.bad} of ${count.all} times as promised`),
  ])
  const all: Count = { bad: count.bad + 1, all: count.all + 1 }
  if (!isMixed(all)) return nowhere === undefined ? found : judgeLost(found, step, again, nowhere)
  if (finding.code === 'isolation.leak' || finding.code === 'edge.cached') return found
  if (count.all - count.bad >= ENOUGH && delayOf(finding, again, step, kept) === 'may-be-over')
    return appearsLate(found, step, again, count.bad)
  const isRefused = finding.code === 'route.forbidden' && step.as !== 'nobody'
  const code = isRefused ? 'trust.token-rejected' : finding.code
  return { ...found, code, summary: sometimesInWords(step.request, code, all) }
}

/**
 * What was stored, and is answered as a path that cannot exist is: the route may be missing, or the data. Where that answer is no JSON,
 * as of a router, the route is the likelier one.
 */
function judgeLost(
  finding: Finding,
  { request: { service, method, path } }: Pick<RequestStep, 'request'>,
  again: readonly Exchange[],
  nowhere: Exchange,
): Finding {
  const isSame = again.every((one) => isSameAnswer(one, nowhere))
  const changed = ANOTHER_ANSWERS_CHANGES.nowhere
  if (finding.code !== 'data.lost') return finding
  if (!isSame) return withEvidence(finding, [tried(changed, describeExchange(nowhere))])
  const isJson = nowhere.kind === 'answer' && nowhere.json !== undefined
  return {
    ...withEvidence(finding, [tried(changed, 'the same answer')]),
    code: isJson ? 'data.lost' : 'route.missing',
    subject: `${method} ${path}`,
    summary: `${service} answers ${method} ${path} as a path that cannot exist (404): either it has no such route, or it does not have what it stored`,
    nextSteps: [
      `Look for the request in the log of ${service}: if it is not there, a router in front of it does not lead ${path} to it; if it is, does a handler for ${path} run?`,
    ],
  }
}

/**
 * The finding of a step that went well at first, and not each time it was sent after that. What is given once, such as for a ticket that
 * an earlier step kept, was given; and a limit may hold for what this run sends beside its checks.
 */
export function judgeMixedStep(
  answers: readonly Exchange[],
  step: RequestStep,
  kept: Readonly<Record<string, string>>,
): Finding | undefined {
  const isGood = (one: Exchange) => judgeStep(one, step, kept) === undefined
  const at = answers.findIndex((one) => !isGood(one))
  const bad = answers[at]
  const finding = bad && judgeStep(bad, step, kept)
  if (finding === undefined || finding.code === 'service.throttled') return undefined
  const isOver = !answers.slice(at).some(isGood)
  if (isOver && answers.length > at + 1 && step.after.length > 0) return undefined
  const isRefused = finding.code === 'route.forbidden' && step.as !== 'nobody'
  const code = isRefused ? 'trust.token-rejected' : finding.code
  const count = countOf(answers, isGood)
  const came = `${count.all - count.bad} of ${count.all} times as promised`
  return {
    ...withEvidence(finding, [tried(AGAIN_ALONE, came)]),
    code,
    summary: sometimesInWords(step.request, code, count),
  }
}

/** Good answers in a row after which an instance without the data is unlikely: of two, eight answers miss one in 1 of 256 runs. */
const ENOUGH = 8

/**
 * What the answers to a step that was sent again say of a delay, as of a search index or a replica: what was stored may
 * still appear, it was missing in the first answers and there in all later ones, or neither.
 */
export type Delay = 'may-come' | 'may-be-over' | 'none'

export function delayOf(
  { code }: Pick<Finding, 'code'>,
  again: readonly Exchange[],
  step: RequestStep,
  kept: Readonly<Record<string, string>>,
): Delay {
  if (code !== 'data.lost') return 'none'
  const good = again.map((one) => judgeStep(one, step, kept) === undefined)
  const first = good.indexOf(true)
  if (first === -1) return 'may-come'
  return good.slice(first).includes(false) ? 'none' : 'may-be-over'
}

/** The finding of a step whose data came late: nothing is lost, and users who look at once miss it. */
function appearsLate(
  finding: Finding,
  { request: { service, method, path } }: Pick<RequestStep, 'request'>,
  again: readonly Exchange[],
  bad: number,
): Finding {
  const seen = again[bad]
  const passed =
    seen && finding.at ? Date.parse(seen.asked.at) - Date.parse(finding.at) : Number.NaN
  const late = Number.isFinite(passed) ? `, and had it ${(passed / 1000).toFixed(1)} s later` : ''
  const of = `${bad + 1} of ${again.length + 1}`
  return {
    ...finding,
    code: 'check.flaky',
    severity: 'warning',
    summary: `${service} did not have what it stored in the first answers at ${method} ${path} (${of})${late}, in every answer from then on: an index or a copy that follows with a delay`,
    nextSteps: [
      `If the delay is known (a search index that is refreshed, a replica, a cache), nothing is wrong: users who look at ${method} ${path} at once miss what they stored.`,
      `If it is not, look at the delay of the replica or the index of ${service}, and whether it grows.`,
    ],
  }
}

/** A step that writes is sent once. A route that meets the same fault at some times shows that it is one of an instance. */
export function judgeRouteInPlace(
  finding: Finding,
  { request: { service, method, path } }: Pick<RequestStep, 'request'>,
  { route, answers }: NonNullable<StepLook['inPlace']>,
): Finding {
  const count = countOf(answers, (one) => isAccepted(one, route))
  const asked = `${route.request.method} ${route.request.path}`
  const found = withEvidence(finding, [
    `${method} ${path} was sent once: a request that writes is not sent again`,
    tried(
      `${asked} with the same token, ${count.all} times alone, each on a connection of its own`,
      `${count.all - count.bad} of ${count.all} times accepted`,
    ),
  ])
  const bad = answers.find((one) => !isAccepted(one, route))
  const shown = bad && judgeOpened({ route, exchange: bad })
  const isSame = shown?.code === finding.code
  // The same fault in each of these answers is one of every instance: no step needs to look for one.
  if (isSame && count.bad === count.all) return found
  // A server in front gave the answer: the log of the app has no instance to find.
  if (finding.code === 'edge.refused') return found
  if (!isMixed(count) || !isSame)
    return {
      ...found,
      nextSteps: [
        ...(finding.nextSteps ?? []),
        `This run sent ${method} ${path} once, so that it may fail on one instance or on all: look in the log of ${service} which instance answered the trace id of the finding, and how others answer ${method} ${path}. If others answer well, compare revision and settings of the instances; if none does, the fault is in this release.`,
      ],
    }
  const isRefused = finding.code === 'route.forbidden'
  const code = isRefused ? 'trust.token-rejected' : finding.code
  return {
    ...found,
    code,
    summary: `${sometimesInWords(route.request, code, count)}; ${service} does the same at ${method} ${path}, which was sent once`,
  }
}
