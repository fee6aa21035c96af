import { hostname } from 'node:os'
import type { Contract } from '../../contracts/contract.ts'
import { policyFor } from '../../env/policy.ts'
import type { Target } from '../../env/target.ts'
import { findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import { sinceAccepted } from '../../helpers/diagnosis/causes/turned-away.ts'
import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { RunInfo, RunRecord } from '../../helpers/record/run-record.ts'
import { type CutShort, decisionOf, headline } from '../../helpers/report/words/headline.ts'
import { environmentName } from '../../helpers/report/words/status-words.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { SUITE_NAMES } from '../../helpers/session/run-input.ts'
import { listSome } from '../../helpers/text/words.ts'
import type { Flags } from '../cli/flags.ts'
import { compareRuns } from '../compare/compare-runs.ts'
import type { Earlier } from '../compare/read-earlier.ts'
import type { RunOutcome } from '../run/run-checks.ts'
import { partOf, type RunStart } from '../run/run-identity.ts'
import { processEnv } from '../target/process-env.ts'
import { requestLogOf } from './request-log.ts'
import { rootCauseOf } from './root-causes.ts'

export interface Concluded {
  readonly start: RunStart
  readonly flags: Flags
  readonly contract: Contract
  readonly target: Target
  readonly readiness: readonly ReadinessResult[]
  /** Redacted. */
  readonly outcome: RunOutcome
  readonly cutShort: CutShort | undefined
  /** Redacted. */
  readonly earlier?: Earlier | undefined
  readonly nowMs: number
}

/** The record that every report is made of: root causes, verdict and decision from what the checks found. */
export function conclude({
  start,
  flags,
  contract,
  target,
  readiness,
  outcome,
  cutShort,
  earlier,
  nowMs,
}: Concluded): RunRecord {
  const judged = outcome.checks
  // A budget that was over when every check had ended cut nothing short.
  const stopped = cutShort === 'budget' && outcome.notJudged === 0 ? undefined : cutShort
  const checks = [
    ...judged,
    ...outcome.crashes.map((reason, at) => crashed(reason, at, judged.length)),
  ]
  const found = findRootCauses(
    judged,
    Object.fromEntries(contract.services.map(({ name, dependsOn }) => [name, dependsOn])),
    sinceAccepted(outcome.sent),
  )
  const secretVariable = contract.tokens?.serviceCredentials?.secretVariable
  const around = {
    environment: target.environment,
    kind: target.kind,
    services: contract.services,
    urls: target.urls,
    ...(secretVariable && { secretVariable }),
    ...(target.logUrl && { logUrl: target.logUrl }),
    ...(flags.contract !== undefined && { contractFile: flags.contract }),
    ...(contract.serverWords && { serverWords: contract.serverWords }),
    sent: outcome.sent,
  }
  const rootCauses = found.rootCauses.map((cause) => rootCauseOf(cause, around))
  const warnings = found.warnings.map((cause) => rootCauseOf(cause, around))
  const broken =
    rootCauses.length > 0 ||
    checks.some(({ status }) => status === 'error' || status === 'failed') ||
    !checks.some(({ status }) => JUDGED.has(status))
  const verdict =
    broken || stopped !== undefined || (flags.warnings === 'fail' && warnings.length > 0)
      ? 'fail'
      : warnings.length > 0
        ? 'warn'
        : 'pass'
  const exitCode = stopped === 'signal' ? 130 : verdict === 'fail' ? 1 : 0
  const run = runInfo({ start, flags, contract, target, readiness, checks, nowMs })
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
      untried: untriedIn({ flags, contract, target }),
    }),
    notes: [...new Set(judged.flatMap(({ notes }) => notes))],
    requestLog: requestLogOf(outcome.sent, [...rootCauses, ...warnings]),
    ...(earlier && { comparison: compareRuns(earlier, { checks, rootCauses }) }),
  }
}

/** What a run leaves out on purpose: what it may not write, and suites that were not asked for. */
function untriedIn({
  flags,
  contract,
  target,
}: Pick<Known, 'flags' | 'contract' | 'target'>): readonly string[] {
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

const JUDGED: ReadonlySet<CheckRecord['status']> = new Set(['passed', 'warned', 'failed'])

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

interface Known {
  readonly start: RunStart
  readonly flags: Flags
  readonly contract: Contract
  readonly target: Target
  readonly readiness: readonly ReadinessResult[]
  readonly checks: readonly CheckRecord[]
  readonly nowMs: number
}

function runInfo({ start, flags, contract, target, readiness, checks, nowMs }: Known): RunInfo {
  return {
    id: start.id,
    startedAt: new Date(start.startedAtMs).toISOString(),
    durationMs: Math.round(nowMs - start.startedAtMs),
    environment: target.environment,
    ...partOf(processEnv, flags.place),
    kind: target.kind,
    platform: contract.platform,
    targets: contract.services.map(({ name, urlVariable, dependsOn, health }) => ({
      service: name,
      url: target.urls[urlVariable] ?? '',
      dependsOn,
      budgets: health.map(({ path, withinMs }) => ({ path, withinMs })),
    })),
    ...(contract.tokens && { issuer: contract.tokens.issuer }),
    ...(target.expectedRevision !== undefined && { expectedRevision: target.expectedRevision }),
    revisions: Object.assign({}, ...checks.map((check) => check.revisions)) as Record<
      string,
      string
    >,
    waited: readiness.map(({ service, waitedMs, ready, history }) => ({
      service,
      waitedMs,
      ready,
      history,
    })),
    requests: Math.max(0, ...checks.map(({ requests }) => requests)),
    host: hostname(),
    version: start.version,
  }
}
