import { hostname } from 'node:os'
import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import type { CheckRecord, RequestLog, RequestRecord } from '../../helpers/record/check-record.ts'
import type { RootCause, RunInfo } from '../../helpers/record/run-record.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import type { Flags } from '../cli/flags.ts'
import { partOf, type RunStart } from '../run/run-identity.ts'
import { processEnv } from '../target/process-env.ts'

/** What the record of a run says of the run itself is made of. */
export interface AboutRun {
  readonly start: RunStart
  readonly flags: Flags
  readonly contract: Contract
  readonly target: Target
  readonly readiness: readonly ReadinessResult[]
  readonly checks: readonly CheckRecord[]
  readonly nowMs: number
}

/** The run itself, as reports show it: which it is, where it asked, what answered, what it cost. */
export function runInfo({
  start,
  flags,
  contract,
  target,
  readiness,
  checks,
  nowMs,
}: AboutRun): RunInfo {
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

/** A run of 140 checks sends some 170; reports must open in any reader after one of a thousand checks too. */
export const MOST_REQUESTS = 3_000

/** The requests that a record keeps: those that a root cause or a warning is about, then the first of the others. */
export function requestLogOf(
  sent: readonly RequestRecord[],
  causes: readonly RootCause[],
): RequestLog {
  const sorted = [...sent].sort((a, b) => a.startMs - b.startMs)
  if (sorted.length <= MOST_REQUESTS) return { requests: sorted, leftOut: 0 }
  const named = new Set(causes.flatMap(({ findings }) => findings.map(({ traceId }) => traceId)))
  const isNamed = ({ traceId }: RequestRecord) => named.has(traceId)
  const first = [...sorted.filter(isNamed), ...sorted.filter((one) => !isNamed(one))]
  const kept = new Set(first.slice(0, MOST_REQUESTS))
  return {
    requests: sorted.filter((one) => kept.has(one)),
    leftOut: sorted.length - MOST_REQUESTS,
  }
}
