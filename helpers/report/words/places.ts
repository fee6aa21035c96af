import type { PlaceRecord } from '../../record/run-record.ts'
import { counted, duration } from '../../text/words.ts'
import { decisionWord, verdictWord } from './status-words.ts'

/** One run of several in one line: `europe-west1 · PASS · promote · 140 passed, 4 skipped · 171 requests · 1.4 s`, or what is wrong with it. */
export function placeLine({ place, problem, run }: PlaceRecord): string {
  if (problem !== undefined || run === undefined)
    return `${place} · not counted: ${problem ?? 'nothing is known of it'}`
  const checks = Object.entries(run.checks)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')
  return [
    place,
    verdictWord(run),
    decisionWord(run.decision),
    checks === '' ? 'no checks' : checks,
    counted(run.requests, 'request'),
    duration(run.durationMs),
  ].join(' · ')
}
