import type { CheckStatus } from '../../helpers/record/check-record.ts'
import type { PlaceRecord, RunInfo, RunRecord } from '../../helpers/record/run-record.ts'
import { causeLine } from '../../helpers/report/words/cause-words.ts'
import { environmentName } from '../../helpers/report/words/status-words.ts'
import { counted, listSome } from '../../helpers/text/words.ts'
import { idAt, mergeCauses } from './merge-causes.ts'
import { type About, requestsOf, runOf } from './merge-runs.ts'
import type { Counted, Sorted } from './parts.ts'

const NAMED_MAX = 6

const WORST_DECISION = ['rollback', 'hold', 'promote'] as const
const WORST_VERDICT = ['fail', 'warn', 'pass'] as const

/** One record of the runs of several places: the worst decision, each cause once, and never green if a part is not right. */
export function mergeRecords({ parts, problems }: Sorted, about: About): RunRecord {
  const records = parts.map(({ record }) => record)
  const isWhole = problems.length === 0 && parts.length > 0
  const rootCauses = mergeCauses(parts, 'rootCauses')
  const warnings = mergeCauses(parts, 'warnings')
  const worst = WORST_DECISION.find((one) => records.some(({ decision }) => decision === one))
  const decision = worst === 'rollback' ? worst : isWhole ? (worst ?? 'hold') : 'hold'
  const verdict = isWhole
    ? (WORST_VERDICT.find((one) => records.some((record) => record.verdict === one)) ?? 'fail')
    : 'fail'
  const run = runOf(parts, about)
  const checks = parts.flatMap(({ place, record }) =>
    record.checks.map((check) => ({
      ...check,
      id: idAt(check.id, place),
      title: `${check.title}, from ${place}`,
    })),
  )
  return {
    run,
    verdict,
    decision,
    exitCode: exitCodeOf(records, isWhole),
    headline: headlineOf({ parts, problems }, rootCauses, warnings, run, checks),
    rootCauses,
    warnings,
    checks: checks.map((check, position) => ({ ...check, position })),
    notes: parts.flatMap(({ place, record }) => [
      ...(record.exitCode === 2 || record.exitCode === 130 ? [`${place}: ${record.headline}`] : []),
      ...record.notes.map((note) => `${place}: ${note}`),
    ]),
    requestLog: requestsOf(parts, run),
    places: [...parts.map(placeOf), ...problems],
  }
}

function exitCodeOf(records: readonly RunRecord[], isWhole: boolean): RunRecord['exitCode'] {
  const codes = new Set(records.map(({ exitCode }) => exitCode))
  if (codes.has(1) || !isWhole) return 1
  return codes.has(130) ? 130 : codes.has(2) ? 2 : 0
}

function headlineOf(
  { parts, problems }: Sorted,
  rootCauses: RunRecord['rootCauses'],
  warnings: RunRecord['warnings'],
  run: RunInfo,
  checks: RunRecord['checks'],
): string {
  const name = environmentName(run)
  const [cause] = rootCauses
  const lack =
    problems.length === 0
      ? ''
      : `; ${counted(problems.length, 'place')} not counted: ${listSome(
          problems.map(({ place, problem }) => `${place} (${problem})`),
          3,
        )}`
  if (cause !== undefined) {
    const more = rootCauses.length - 1
    const state = parts.some(({ record }) => record.decision === 'rollback')
      ? 'is broken'
      : 'could not be judged'
    return `${name} ${state}: ${causeLine(cause)}${more > 0 ? ` (and ${counted(more, 'more root cause')})` : ''}${lack}`
  }
  const bad = parts.filter(({ record }) => record.verdict === 'fail')
  if (bad.length > 0)
    return `${name} was not judged from ${listSome(
      bad.map(({ place }) => place),
      NAMED_MAX,
    )}: ${bad[0]?.record.headline ?? ''}${lack}`
  if (problems.length > 0) return `${name} was not checked from every place${lack}`
  const kept = counted(checks.filter(({ status }) => status === 'passed').length, 'promise')
  const warned = warnings.length === 0 ? '' : `, with ${counted(warnings.length, 'warning')}`
  return `${name} works from ${counted(parts.length, 'place')}${warned}: ${kept} kept`
}

function placeOf({ place, record }: Counted): PlaceRecord {
  const { run, verdict, decision, exitCode, headline, checks } = record
  const { id, startedAt, durationMs, requests, host } = run
  const counts: Partial<Record<CheckStatus, number>> = {}
  for (const { status } of checks) counts[status] = (counts[status] ?? 0) + 1
  return {
    place,
    run: {
      id,
      startedAt,
      durationMs,
      requests,
      host,
      verdict,
      decision,
      exitCode,
      headline,
      checks: counts,
    },
  }
}
