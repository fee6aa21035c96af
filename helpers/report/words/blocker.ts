import type { CheckRecord } from '../../record/run-record.ts'

/** What blocks a check, in one line: `tcp.refused (backend): GET /health answers 200`. */
export function blocker({ blockedBy }: Pick<CheckRecord, 'blockedBy'>): string {
  if (blockedBy === undefined) return 'something that was not recorded'
  const { code, service, summary } = blockedBy
  return summary.startsWith(code) ? summary : `${code} (${service}): ${summary}`
}
