import type { CheckRecord } from '../../record/run-record.ts'

/** What blocks a check, in one line: `tcp.refused (backend): GET /health answers 200`. */
export function blocker({ blockedBy }: Pick<CheckRecord, 'blockedBy'>): string {
  const first = blockedBy?.[0]
  if (first === undefined) return 'something that was not recorded'
  return `${first.code} (${first.service}): ${first.promise}`
}
