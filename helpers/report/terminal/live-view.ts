import type { CheckRecord } from '../../record/check-record.ts'
import { printable } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { isUnmade, renderCheckLine, renderSuiteLines, renderUnmadeLines } from './check-lines.ts'
import { inertLog } from './inert-log.ts'
import { type Awaited, type Progress, renderProgress } from './progress.ts'

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
