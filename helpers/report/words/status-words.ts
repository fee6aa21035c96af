import type { CheckRecord, CheckStatus, RunRecord } from '../../record/run-record.ts'

const VERDICTS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const

/** The verdict in one word; a run that never began, or was broken off, is neither a pass nor a broken promise. */
export function verdictWord({
  verdict,
  exitCode,
}: Pick<RunRecord, 'verdict' | 'exitCode'>): string {
  if (exitCode === 2) return 'NOT RUN'
  return exitCode === 130 ? 'STOPPED' : VERDICTS[verdict]
}

const DECISIONS: Readonly<Record<RunRecord['decision'], string>> = {
  promote: 'promote',
  hold: 'hold',
  rollback: 'roll back',
}

/** What to do with the deploy, in words. */
export function decisionWord(decision: RunRecord['decision']): string {
  return DECISIONS[decision]
}

/** In the order in which a reader wants to know. */
const STATUSES: Readonly<Record<CheckStatus, string>> = {
  failed: 'failed',
  error: 'could not be judged',
  blocked: 'blocked',
  warned: 'warned',
  skipped: 'skipped',
  passed: 'passed',
}

/** `1 failed, 12 blocked, 27 passed`: the checks by status, without statuses that did not occur. */
export function tally(checks: Iterable<Pick<CheckRecord, 'status'>>): string {
  const counts = new Map<CheckStatus, number>()
  for (const { status } of checks) counts.set(status, (counts.get(status) ?? 0) + 1)
  const words = (Object.keys(STATUSES) as CheckStatus[]).flatMap((status) => {
    const count = counts.get(status) ?? 0
    return count === 0 ? [] : [`${count} ${STATUSES[status]}`]
  })
  return words.length === 0 ? 'no checks' : words.join(', ')
}

/** What blocks a check, in one line: `tcp.refused (backend): GET /health answers 200`. */
export function blocker({ blockedBy }: Pick<CheckRecord, 'blockedBy'>): string {
  const first = blockedBy?.[0]
  if (first === undefined) return 'something that was not recorded'
  return `${first.code} (${first.service}): ${first.promise}`
}
