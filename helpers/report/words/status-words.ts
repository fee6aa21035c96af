import type { CheckRecord, CheckStatus } from '../../record/check-record.ts'
import type { Decision, RootCause, RunInfo, RunRecord } from '../../record/run-record.ts'
import { grouped } from '../../text/grouped.ts'
import { bounded } from '../../text/quote.ts'
import { compareText, listSome } from '../../text/words.ts'
import { causeLine } from './cause-words.ts'

const VERDICTS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const

/** The verdict in one word; a run that never began, or was broken off, is neither a pass nor a broken promise. */
export function verdictWord({
  verdict,
  exitCode,
}: Pick<RunRecord, 'verdict' | 'exitCode'>): string {
  if (exitCode === 2) return 'NOT RUN'
  return exitCode === 130 ? 'STOPPED' : VERDICTS[verdict]
}

const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  promote: 'promote',
  hold: 'hold',
  rollback: 'roll back',
}

/** What to do with the deploy, in words. */
export function decisionWord(decision: Decision): string {
  return DECISION_WORDS[decision]
}

/** In the order in which a reader wants to know. */
export const STATUSES: Readonly<Record<CheckStatus, string>> = {
  failed: 'failed',
  error: 'could not be judged',
  blocked: 'blocked',
  warned: 'warned',
  skipped: 'skipped',
  passed: 'passed',
}

/** `1 failed, 12 blocked, 27 passed`: the checks by status, without statuses that did not occur. */
export function tally(checks: readonly Pick<CheckRecord, 'status'>[]): string {
  const groups = grouped(checks, ({ status }) => status)
  const words = (Object.keys(STATUSES) as CheckStatus[]).flatMap((status) => {
    const count = groups.get(status)?.length ?? 0
    return count === 0 ? [] : [`${count} ${STATUSES[status]}`]
  })
  return words.length === 0 ? 'no checks' : words.join(', ')
}

/** Ids of checks, counted by their suites, the largest first: `trust 29, websocket 16`. */
export function bySuite(ids: readonly string[]): string {
  const largest = [...grouped(ids, (id) => id.split('/')[0] ?? id)].sort(
    ([a, one], [b, two]) => two.length - one.length || compareText(a, b),
  )
  return listSome(
    largest.map(([suite, { length }]) => `${bounded(suite, 60)} ${length}`),
    SUITES_MAX,
  )
}

/** There are seven suites; a text from outside may hold more. */
const SUITES_MAX = 12

const RANK = Object.fromEntries(
  Object.keys(STATUSES).map((status, rank) => [status, rank]),
) as Readonly<Record<CheckStatus, number>>

/** The checks in the order in which a reader wants to know, and by id. */
export function byUrgency(checks: readonly CheckRecord[]): readonly CheckRecord[] {
  return [...checks].sort((a, b) => RANK[a.status] - RANK[b.status] || compareText(a.id, b.id))
}

/** The root cause that fails or blocks a check, by the id of the check; the first where there are several. */
export function causesById(rootCauses: readonly RootCause[]): ReadonlyMap<string, RootCause> {
  const causes = new Map<string, RootCause>()
  for (const cause of rootCauses)
    for (const id of [...cause.fails, ...cause.blocks]) if (!causes.has(id)) causes.set(id, cause)
  return causes
}

/** What blocks a check, in one line: `tcp.refused (backend): nothing listens at backend`. */
export function blocker(
  { blockedBy }: Pick<CheckRecord, 'blockedBy'>,
  cause?: Pick<RootCause, 'code' | 'service' | 'summary'>,
): string {
  if (cause !== undefined) return causeLine(cause)
  const first = blockedBy?.[0]
  if (first === undefined) return 'something that was not recorded'
  return causeLine({ ...first, summary: first.summary ?? first.got })
}

/** The environment as a title has it: of a file, its name. */
export function environmentName({ environment }: Pick<RunInfo, 'environment'>): string {
  const file = environment.split(/[/\\]/).at(-1) ?? ''
  return file.replace(/\.env$/, '') || environment
}

/** What distinguishes the runs of one system where several are read together: `staging`, `staging europe-west1`. */
export function runName(run: Pick<RunInfo, 'environment' | 'place'>): string {
  return [environmentName(run), ...(run.place === undefined ? [] : [run.place])].join(' ')
}
