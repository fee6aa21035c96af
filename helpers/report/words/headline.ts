import type { CheckRecord } from '../../record/check-record.ts'
import type { Decision, RootCause, RunRecord } from '../../record/run-record.ts'
import { counted } from '../../text/words.ts'
import { causeLine } from './cause-words.ts'

/** What ended a run before its end: a signal of the system, or the budget of `--within`. */
export type CutShort = 'signal' | 'budget'

interface Outcome {
  readonly environment: string
  readonly checks: readonly Pick<CheckRecord, 'status'>[]
  readonly rootCauses: readonly RootCause[]
  readonly warnings: readonly RootCause[]
  readonly durationMs: number
  readonly cutShort: CutShort | undefined
  /** Checks that had not ended then. */
  readonly notJudged: number
  /** What warnings alone do to the run: `fail` with --strict. */
  readonly alone: 'pass' | 'fail'
  readonly problems: number
  /** What this run left out on purpose, in words: "nothing was written". */
  readonly untried?: readonly string[]
}

/** The verdict in one sentence, the first thing a human reads. */
export function headline(outcome: Outcome): string {
  const { environment, checks, rootCauses, durationMs, cutShort, notJudged, problems } = outcome
  const count = (status: CheckRecord['status']) =>
    checks.filter((check) => check.status === status).length
  if (problems > 0)
    return `${environment} could not be checked: ${problems === 1 ? '' : `${problems} problems, first `}${firstCause(rootCauses)}`
  if (cutShort === 'signal')
    return `${environment} was not checked to the end: interrupted after ${inSeconds(durationMs)}`
  const [first, ...more] = rootCauses
  if (first !== undefined) {
    const state = isAboutThisRun(rootCauses) ? 'could not be judged' : 'is broken'
    const others = more.length > 0 ? ` (and ${counted(more.length, 'more root cause')})` : ''
    const rest = cutShort === 'budget' ? `; ${leftOver(notJudged, checks.length)}` : ''
    return `${environment} ${state}: ${causeLine(first)}${others}${rest}`
  }
  if (cutShort === 'budget')
    return `${environment} was not checked to the end: ${leftOver(notJudged, checks.length)}`
  if (count('passed') + count('warned') + count('failed') === 0)
    return `${environment} was not checked: no check could be judged`
  if (count('error') > 0)
    return `${environment} could not be judged: ${count('error')} of ${checks.length} checks failed themselves`
  return worksLine(outcome, count('passed'))
}

/** The sentence about a run without a root cause: what works, and the warnings. */
function worksLine(
  { environment, warnings, durationMs, alone, untried = [] }: Outcome,
  passed: number,
): string {
  const works =
    untried.length === 0
      ? `${environment} works`
      : `${environment} works as far as it was tried (${untried.join('; ')})`
  const kept = `${counted(passed, 'promise')} kept in ${inSeconds(durationMs)}`
  if (warnings.length === 0) return `${works}: ${kept}`
  const counts =
    warnings.length === 1
      ? `a warning, ${firstCause(warnings)}`
      : `${warnings.length} warnings, first ${firstCause(warnings)}`
  return alone === 'fail'
    ? `${environment} has ${counts}: that is enough with --strict; ${kept}`
    : `${works}, with ${counts}; ${kept}`
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function leftOver(notJudged: number, checks: number): string {
  return `the time of --within was over before ${notJudged} of ${Math.max(checks, notJudged)} checks could be judged`
}

function firstCause([first]: readonly RootCause[]): string {
  return first === undefined ? 'an unknown one' : causeLine(first)
}

/** Codes after which the deployment is not judged: the run was turned away, or came with an old token. */
const SAYS_NOTHING_OF_THE_DEPLOY: ReadonlySet<string> = new Set([
  'service.throttled',
  'token.stale',
])

/**
 * What to do with the deploy: a broken promise speaks against it; not being able to judge, or a run that is
 * itself configured wrongly, for looking closer.
 */
export function decisionOf(
  verdict: RunRecord['verdict'],
  rootCauses: readonly RootCause[],
  exitCode: RunRecord['exitCode'],
): Decision {
  if (exitCode === 2 || exitCode === 130) return 'hold'
  if (verdict !== 'fail') return 'promote'
  return rootCauses.length === 0 || isAboutThisRun(rootCauses) ? 'hold' : 'rollback'
}

/** Whether every root cause is, or may be, about this run and its configuration alone. */
function isAboutThisRun(rootCauses: readonly RootCause[]): boolean {
  return rootCauses.every(
    ({ code, findings, undecided }) =>
      undecided === true ||
      SAYS_NOTHING_OF_THE_DEPLOY.has(code) ||
      findings.every(({ culprit }) => culprit !== undefined),
  )
}

/** A longer headline is cut where it is shown. */
const HEADLINE_MAX = 480

/** Whether the headline says all that the one line of the cause says: there is one cause, and no need to read it twice. */
export function isInHeadline(
  { summary }: RootCause,
  { headline: line, rootCauses }: Pick<RunRecord, 'headline' | 'rootCauses'>,
): boolean {
  return rootCauses.length === 1 && line.length <= HEADLINE_MAX && line.includes(summary)
}
