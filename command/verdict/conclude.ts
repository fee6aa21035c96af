import { policyFor } from '../../env/policy.ts'
import { type Cause, findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import { sinceAccepted } from '../../helpers/diagnosis/causes/turned-away.ts'
import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { type CutShort, decisionOf, headline } from '../../helpers/report/words/headline.ts'
import { environmentName } from '../../helpers/report/words/status-words.ts'
import { SUITE_NAMES } from '../../helpers/session/run-input.ts'
import { listSome } from '../../helpers/text/words.ts'
import { compareRuns } from '../compare/compare-runs.ts'
import type { Earlier } from '../compare/read-earlier.ts'
import type { RunOutcome } from '../run/run-checks.ts'
import { rootCauseOf } from './root-causes.ts'
import { type AboutRun, requestLogOf, runInfo } from './run-info.ts'

/** A run that has ended: what it was to check, and what the checks found. */
export interface Concluded extends Omit<AboutRun, 'checks'> {
  /** Redacted. */
  readonly outcome: RunOutcome
  readonly cutShort: CutShort | undefined
  /** Redacted. */
  readonly earlier?: Earlier | undefined
}

/** The record that every report is made of: root causes, verdict and decision from what the checks found. */
export function conclude(concluded: Concluded): RunRecord {
  const { flags, target, readiness, outcome, cutShort, earlier } = concluded
  const { rootCauses, warnings } = causesOf(concluded)
  const checks = [
    ...outcome.checks,
    ...outcome.crashes.map((reason, at) => crashed(reason, at, outcome.checks.length)),
  ]
  // A budget that was over when every check had ended cut nothing short.
  const stopped = cutShort === 'budget' && outcome.notJudged === 0 ? undefined : cutShort
  const verdict = verdictOf({ checks, rootCauses, warnings, stopped, alone: flags.warnings })
  const exitCode = stopped === 'signal' ? 130 : verdict === 'fail' ? 1 : 0
  const run = runInfo({ ...concluded, checks })
  return {
    run,
    verdict,
    exitCode,
    rootCauses,
    warnings,
    checks,
    // What the wait saw until the budget was over is no last word.
    decision:
      stopped === 'budget' && readiness.some(({ ready }) => !ready)
        ? 'hold'
        : decisionOf(verdict, rootCauses, exitCode),
    headline: headline({
      environment: environmentName(target),
      checks,
      rootCauses,
      warnings,
      durationMs: run.durationMs,
      cutShort: stopped,
      notJudged: outcome.notJudged,
      alone: flags.warnings,
      problems: 0,
      untried: untriedIn(concluded),
    }),
    notes: [...new Set(outcome.checks.flatMap(({ notes }) => notes))],
    requestLog: requestLogOf(outcome.sent, [...rootCauses, ...warnings]),
    ...(earlier && { comparison: compareRuns(earlier, { checks, rootCauses }) }),
  }
}

/** What the checks found, as root causes and warnings in words. */
function causesOf({
  flags,
  contract,
  target,
  outcome,
}: Concluded): Pick<RunRecord, 'rootCauses' | 'warnings'> {
  const dependencies = contract.services.map(({ name, dependsOn }) => [name, dependsOn])
  const { rootCauses, warnings } = findRootCauses(
    outcome.checks,
    Object.fromEntries(dependencies),
    sinceAccepted(outcome.sent),
  )
  const secretVariable = contract.tokens?.serviceCredentials?.secretVariable
  const inWords = (cause: Cause) =>
    rootCauseOf(cause, {
      environment: target.environment,
      kind: target.kind,
      services: contract.services,
      headers: contract.headers,
      urls: target.urls,
      ...(secretVariable && { secretVariable }),
      ...(target.logUrl && { logUrl: target.logUrl }),
      ...(flags.contract !== undefined && { contractFile: flags.contract }),
      ...(contract.serverWords && { serverWords: contract.serverWords }),
      sent: outcome.sent,
    })
  return { rootCauses: rootCauses.map(inWords), warnings: warnings.map(inWords) }
}

const JUDGED: ReadonlySet<CheckRecord['status']> = new Set(['passed', 'warned', 'failed'])

/** A run is green if it came to its end, judged at least one check, and nothing that it judged is broken. */
function verdictOf({
  checks,
  rootCauses,
  warnings,
  stopped,
  alone,
}: Pick<RunRecord, 'checks' | 'rootCauses' | 'warnings'> & {
  readonly stopped: CutShort | undefined
  /** What warnings alone do to the run. */
  readonly alone: 'pass' | 'fail'
}): RunRecord['verdict'] {
  const isBroken =
    rootCauses.length > 0 ||
    checks.some(({ status }) => status === 'error' || status === 'failed') ||
    !checks.some(({ status }) => JUDGED.has(status))
  if (isBroken || stopped !== undefined || (alone === 'fail' && warnings.length > 0)) return 'fail'
  return warnings.length > 0 ? 'warn' : 'pass'
}

/** What a run leaves out on purpose: what it may not write, and suites that were not asked for. */
function untriedIn({ flags, contract, target }: Concluded): readonly string[] {
  const writes = contract.journeys.some(({ steps }) =>
    steps.some(({ effect }) => effect === 'writes'),
  )
  const isReadOnly = policyFor(target.kind, { writes: flags.writes }).writes === 'refused'
  const others = SUITE_NAMES.filter((name) => !flags.suites.includes(name))
  return [
    ...(writes && isReadOnly ? ['nothing was written'] : []),
    ...(others.length > 0 ? [`only ${listSome(flags.suites)}`] : []),
  ]
}

/** What went wrong beside the checks, as a check that could not be judged. */
function crashed(reason: string, index: number, checks: number): CheckRecord {
  return {
    id: `suite/runner/crash-${index + 1}`,
    suite: 'suite',
    part: 'runner',
    title: 'runs to its end',
    status: 'error',
    position: checks + index,
    startMs: 0,
    durationMs: 0,
    findings: [],
    reason,
    requests: 0,
    notes: [],
    revisions: {},
  }
}
