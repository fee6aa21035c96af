import type { CheckRecord, CheckStatus } from '../../record/run-record.ts'

/** In the order in which a reader wants to know. */
const WORDS: Readonly<Record<CheckStatus, string>> = {
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
  const words = (Object.keys(WORDS) as CheckStatus[]).flatMap((status) => {
    const count = counts.get(status) ?? 0
    return count === 0 ? [] : [`${count} ${WORDS[status]}`]
  })
  return words.length === 0 ? 'no checks' : words.join(', ')
}
