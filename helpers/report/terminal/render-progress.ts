import { printable } from '../../text/printable.ts'
import { duration } from '../../text/words.ts'
import { fitColumns } from './fit-columns.ts'
import type { Progress } from './progress.ts'

const RED = ['failed', 'error'] as const

/**
 * One line for a terminal that says how far the run has come: `12/40  1 failed  3.2 s  health backend
 * answers …`, or, before the checks, what is awaited and what was last seen of it. Never wider than the
 * terminal, since a line that wrapped could not be taken back.
 */
export function renderProgress(progress: Progress, columns: number): string {
  const { elapsedMs, total, done, running, awaited } = progress
  const finished = Object.values(done).reduce((sum, count) => sum + count, 0)
  const failed = RED.reduce((sum, status) => sum + (done[status] ?? 0), 0)
  const parts = [
    ...(total === undefined ? [] : [`${finished}/${total}`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...((done.blocked ?? 0) > 0 ? [`${done.blocked} blocked`] : []),
    duration(elapsedMs),
    ...awaited.map(
      ({ service, waitedMs, lastSeen }) =>
        `waiting for ${service} (${duration(waitedMs)}): ${lastSeen}`,
    ),
    ...running.slice(0, 1),
    ...(running.length > 1 ? [`and ${running.length - 1} more`] : []),
  ]
  return fitColumns(parts.map((part) => printable(part)).join('  '), columns - 1)
}
