import type { CheckStatus } from '../../record/check-record.ts'
import { printable } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { fitColumns } from './layout.ts'

/** The progress of a run, for the terminal. */
export interface Progress {
  /** Milliseconds since the run, or the wait, started. */
  readonly elapsedMs: number
  /** How many checks there are; unknown while services are awaited. */
  readonly total?: number
  readonly done: Readonly<Partial<Record<CheckStatus, number>>>
  /** What runs now: names of checks, longest running first. */
  readonly running: readonly string[]
  /** Which services are awaited, and what was last seen of each. */
  readonly awaited: readonly Awaited[]
  /** For how long they are awaited at most. */
  readonly waitSeconds?: number
}

export interface Awaited {
  readonly service: string
  readonly waitedMs: number
  /** A code, a status with a word, or `ready (2 of 3)`. */
  readonly lastSeen: string
}

const RED = ['failed', 'error'] as const

/**
 * One line for a terminal that says how far the run has come: `12/40  1 failed  3.2 s  health backend answers …`, or,
 * before the checks, what is awaited: `5 s of 12 s · backend: refused · ready: auth, frontend`. Never wider than the
 * terminal, since a line that wrapped could not be taken back.
 */
export function renderProgress(progress: Progress, columns: number): string {
  const parts = progress.awaited.length > 0 ? [waitingLine(progress)] : checkParts(progress)
  return fitColumns(parts.map((part) => printable(part)).join('  '), columns - 1)
}

function checkParts({ elapsedMs, total, done, running }: Progress): readonly string[] {
  const finished = Object.values(done).reduce((sum, count) => sum + count, 0)
  const failed = RED.reduce((sum, status) => sum + (done[status] ?? 0), 0)
  return [
    ...(total === undefined ? [] : [`${finished}/${total}`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...((done.blocked ?? 0) > 0 ? [`${done.blocked} blocked`] : []),
    duration(elapsedMs),
    ...running.slice(0, 1),
    ...(running.length > 1 ? [`and ${running.length - 1} more`] : []),
  ]
}

/** The services that keep the run waiting stand first: a narrow terminal cuts the end. */
function waitingLine({ elapsedMs, waitSeconds, awaited }: Progress): string {
  const isReady = ({ lastSeen }: Awaited) => lastSeen.startsWith('ready')
  const ready = awaited.filter(isReady).map(({ service }) => service)
  const of = waitSeconds === undefined ? '' : ` of ${waitSeconds} s`
  return [
    `${Math.floor(elapsedMs / 1000)} s${of}`,
    ...awaited
      .filter((one) => !isReady(one))
      .map(({ service, lastSeen }) => `${service}: ${inAWord(lastSeen)}`),
    ...(ready.length === 0 ? [] : [`ready: ${ready.join(', ')}`]),
  ].join(' · ')
}

/** `tcp.refused` is `refused` to one who watches. */
function inAWord(lastSeen: string): string {
  return lastSeen.replace(/^[a-z]+\.(?=[a-z-]+$)/, '')
}
