import type { CheckRecord, CheckStatus } from '../../record/check-record.ts'
import { printable } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { isUnmade, renderCheckLine, renderSuiteLines, renderUnmadeLines } from './check-lines.ts'
import { fitColumns, inertLog } from './layout.ts'

/** Carriage return and "erase to the end of the line" (ECMA-48 §8.3.41). */
const CLEAR = '\r\u001b[K'

/** Ten times a second is as often as an eye sees numbers change. */
const REDRAW_MS = 100

/** A log gets a line when something new is seen of an awaited service, and at least this often. */
const REMIND_MS = 15_000

export interface LiveStream {
  write(text: string): unknown
  readonly columns?: number | undefined
}

export interface LiveView {
  /** The run has come this far: redraws the line, or logs what is newly awaited. */
  update(progress: Progress): void
  /**
   * A check is finished: shown when it is not green. Those that were not made are reported at the end, once a reason:
   * what blocks a hundred checks is no hundred news. With `suites`, those that passed are reported
   * at the end, once a suite.
   */
  finished(check: CheckRecord): void
  /** The view is over: the line is taken back, and nothing half is left behind. */
  end(): void
}

interface LiveOptions {
  /** `line`: one line on a terminal that is drawn over; `log`: plain lines that stay. */
  readonly mode: 'line' | 'log'
  readonly colour: 'ansi' | 'none'
  /** What a log has a line for: each check that passed, or each suite. */
  readonly detail: 'checks' | 'suites'
}

/** Shows a run while it goes on. */
export function createLiveView(
  stream: LiveStream,
  { mode, colour, detail }: LiveOptions,
): LiveView {
  return mode === 'line' ? lineView(stream, colour) : logView(stream, colour, detail)
}

function lineView(stream: LiveStream, colour: 'ansi' | 'none'): LiveView {
  let shown = ''
  let drawnMs = Number.NEGATIVE_INFINITY
  let over: 'no' | 'yes' = 'no'
  const unmade: CheckRecord[] = []
  const layout = () => ({ colour, columns: stream.columns ?? 80 })
  const put = (text: string): void => {
    if (text !== '') stream.write(text)
  }
  return {
    update(progress) {
      const isEarly = progress.elapsedMs - drawnMs < REDRAW_MS
      const line = renderProgress(progress, stream.columns ?? 80)
      if (over === 'yes' || isEarly || line === shown) return
      put(`${CLEAR}${line}`)
      shown = line
      drawnMs = progress.elapsedMs
    },
    finished(check) {
      if (over === 'yes' || check.status === 'passed') return
      if (isUnmade(check)) unmade.push(check)
      else put(`${shown === '' ? '' : CLEAR}${renderCheckLine(check, layout())}\n${shown}`)
    },
    end() {
      const lines = inLines(renderUnmadeLines(unmade, layout()))
      if (over === 'no') put(`${shown === '' ? '' : CLEAR}${lines}`)
      shown = ''
      over = 'yes'
    },
  }
}

function logView(
  stream: LiveStream,
  colour: LiveOptions['colour'],
  detail: LiveOptions['detail'],
): LiveView {
  const shown = new Map<string, Awaited>()
  const checks: CheckRecord[] = []
  const put = (lines: readonly string[]): void => {
    if (lines.length > 0) stream.write(inLines(lines))
  }
  return {
    update({ awaited }) {
      for (const now of awaited) {
        const before = shown.get(now.service)
        const isNews =
          before?.lastSeen !== now.lastSeen || now.waitedMs - before.waitedMs >= REMIND_MS
        if (!isNews) continue
        shown.set(now.service, now)
        put([waitLine(now)])
      }
    },
    finished(check) {
      checks.push(check)
      const isShown = detail === 'checks' || check.status !== 'passed'
      if (isShown && !isUnmade(check)) put([renderCheckLine(check, { colour })])
    },
    end() {
      const all = checks.splice(0)
      if (detail === 'suites') put(renderSuiteLines(all, { colour }))
      put(renderUnmadeLines(all.filter(isUnmade), { colour }))
    },
  }
}

function inLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function waitLine({ service, waitedMs, lastSeen }: Awaited): string {
  return inertLog(printable(`wait  ${service}  ${duration(waitedMs)}  ${lastSeen}`))
}

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
