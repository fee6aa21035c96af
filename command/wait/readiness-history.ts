import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'

/**
 * Good answers in a row that count as ready: one may come from the only new instance of a rollout. Each relapse
 * raises the required number by three, to at most twelve, so that a crash loop is not taken for ready.
 */
const IN_A_ROW = 3
const MOST_IN_A_ROW = 12

/** The good answers in a row of one service. */
export interface ReadinessStreak {
  /** Good answers in a row so far, and the number that counts as ready. */
  readonly good: number
  readonly wanted: number
  /** Milliseconds of waiting after which the service became ready; undefined while it is not. */
  readonly readyAtMs: number | undefined
}

export const NO_STREAK: ReadinessStreak = { good: 0, wanted: IN_A_ROW, readyAtMs: undefined }

/** The streak after one more answer. */
export function streakAfter(
  { good, wanted, readyAtMs }: ReadinessStreak,
  answer: 'good' | 'bad',
  waitedMs: number,
): ReadinessStreak {
  if (answer === 'bad')
    return {
      good: 0,
      wanted: good === 0 ? wanted : Math.min(wanted + IN_A_ROW, MOST_IN_A_ROW),
      readyAtMs: undefined,
    }
  const isReady = good + 1 >= wanted
  return { good: good + 1, wanted, readyAtMs: isReady ? (readyAtMs ?? waitedMs) : undefined }
}

/** One answer of a service in a word or two, and when it came. */
export interface Seen {
  readonly what: string
  readonly atMs: number
}

/** Turns of a history that are shown. */
const MOST_TURNS = 20

/** Equal neighbours joined: "503 starting (12 times, 0.0 to 18.4 s)". */
export function inTurns(seen: readonly Seen[]): readonly string[] {
  const turns: { what: string; from: number; to: number; times: number }[] = []
  for (const { what, atMs } of seen) {
    const last = turns.at(-1)
    if (last?.what === what) Object.assign(last, { to: atMs, times: last.times + 1 })
    else turns.push({ what, from: atMs, to: atMs, times: 1 })
  }
  const shown = turns.map(
    ({ what, from, to, times }) =>
      `${what} (${times === 1 ? `once, at ${inSeconds(from)}` : `${times} times, ${inSeconds(from)} to ${inSeconds(to)}`} s)`,
  )
  if (shown.length <= MOST_TURNS) return shown
  const left = shown.length - MOST_TURNS
  return [
    ...shown.slice(0, MOST_TURNS / 2),
    `… ${left} more ${left === 1 ? 'turn' : 'turns'} …`,
    ...shown.slice(-MOST_TURNS / 2),
  ]
}

/** Mixed: the state changed more than once (up, down, up) and did not settle before the deadline. */
export function settledOf(
  seen: readonly Seen[],
  outcome: 'ready' | 'not-ready',
): ReadinessResult['settled'] {
  if (outcome === 'ready') return 'ready'
  const changes = seen.filter(
    ({ what }, index) => index > 0 && (what === 'ready') !== (seen[index - 1]?.what === 'ready'),
  ).length
  return changes > 1 ? 'mixed' : 'never-good'
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
