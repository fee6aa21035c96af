import type { RunRecord } from '../../record/run-record.ts'

const WORDS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const

/** The verdict in one word; a run that never began, or was broken off, is neither a pass nor a broken promise. */
export function verdictWord({
  verdict,
  exitCode,
}: Pick<RunRecord, 'verdict' | 'exitCode'>): string {
  if (exitCode === 2) return 'NOT RUN'
  return exitCode === 130 ? 'STOPPED' : WORDS[verdict]
}
