import type { RunRecord } from '../record/run-record.ts'

/** What the file says that it is; the number changes when a reader of the old one could not read the new. */
export const RUN_FILE = { format: 'post-deploy-smoke/run', formatVersion: 1 } as const

/**
 * `run.json`: the whole record, for programs: `jq -r .decision run.json`. `merge` reads it. What servers said is data in
 * it, as they sent it, but for secrets.
 */
export function renderRunFile(record: RunRecord): string {
  const { verdict, decision, exitCode, headline, ...rest } = record
  return `${JSON.stringify({ ...RUN_FILE, verdict, decision, exitCode, headline, ...rest })}\n`
}
