import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { OTHER_ROUTE_EXPERIMENT } from '../../experiments/good-token.ts'
import { isAccepted } from '../access/accepted.ts'
import { judgeOpened } from '../access/judge-opened.ts'
import { type Count, countOf, isMixed, sometimesInWords } from '../access/sometimes.ts'
import { withEvidence } from '../finding-of.ts'
import { judgeStep } from './judge-step.ts'

/** What the second look at a step that went wrong brought; an experiment that does not apply is absent. */
export interface StepLook {
  /** Answers to the same request, sent alone. */
  readonly again?: readonly Exchange[]
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
  { again = [], inPlace }: StepLook,
  kept: Readonly<Record<string, string>>,
): Finding {
  if (inPlace !== undefined) return judgeInPlace(finding, step, inPlace)
  if (again.length === 0) return finding
  const count = countOf(again, (one) => judgeStep(one, step, kept) === undefined)
  const found = withEvidence(finding, [
    {
      kind: 'experiment',
      changed: OTHER_ROUTE_EXPERIMENT.changes,
      saw: `${count.all - count.bad} of ${count.all} times as promised`,
    },
  ])
  const all: Count = { bad: count.bad + 1, all: count.all + 1 }
  if (!isMixed(all) || finding.code === 'isolation.leak') return found
  const isRefused = finding.code === 'route.forbidden' && step.as !== 'nobody'
  const code = isRefused ? 'trust.token-rejected' : finding.code
  return { ...found, code, summary: sometimesInWords(step.request, code, all) }
}

/** A step that writes is sent once. A route that meets the same fault at some times shows that it is one of an instance. */
export function judgeInPlace(
  finding: Finding,
  { request: { service, method, path } }: Pick<RequestStep, 'request'>,
  { route, answers }: NonNullable<StepLook['inPlace']>,
): Finding {
  const count = countOf(answers, (one) => isAccepted(one, route))
  const asked = `${route.request.method} ${route.request.path}`
  const found = withEvidence(finding, [
    `${method} ${path} was sent once: a request that writes is not sent again`,
    {
      kind: 'experiment',
      changed: `${asked} with the same token, ${count.all} times alone, each on a connection of its own`,
      saw: `${count.all - count.bad} of ${count.all} times accepted`,
    },
  ])
  const bad = answers.find((one) => !isAccepted(one, route))
  const shown = bad && judgeOpened({ route, exchange: bad })
  const isSame = shown?.code === finding.code
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
