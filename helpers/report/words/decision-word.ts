import type { RunRecord } from '../../record/run-record.ts'

const WORDS: Readonly<Record<RunRecord['decision'], string>> = {
  promote: 'promote',
  hold: 'hold',
  rollback: 'roll back',
}

/** What to do with the deploy, in words. */
export function decisionWord(decision: RunRecord['decision']): string {
  return WORDS[decision]
}
