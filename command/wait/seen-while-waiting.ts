import type { Arrival } from '../../helpers/session/arrival.ts'

/** What one look at a service showed, in a word or two, and when. */
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

/** Whether good and bad answers came in turns: up and down again, or down and up again, and never to stay. */
export function settledOf(
  seen: readonly Seen[],
  outcome: 'ready' | 'not-ready',
): Arrival['settled'] {
  if (outcome === 'ready') return 'ready'
  const changes = seen.filter(
    ({ what }, index) => index > 0 && (what === 'ready') !== (seen[index - 1]?.what === 'ready'),
  ).length
  return changes > 1 ? 'mixed' : 'never-good'
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
