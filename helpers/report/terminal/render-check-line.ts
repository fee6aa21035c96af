import type { CheckRecord, CheckStatus } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { duration } from '../../text/words.ts'
import { blocker } from '../words/status-words.ts'
import { inertLog } from './inert-log.ts'
import { createPaint, type Tint } from './paint.ts'

const MARKS: Readonly<Record<CheckStatus, readonly [string, Tint]>> = {
  passed: ['ok   ', 'green'],
  warned: ['warn ', 'yellow'],
  failed: ['FAIL ', 'red'],
  error: ['ERROR', 'red'],
  blocked: ['block', 'yellow'],
  skipped: ['skip ', 'dim'],
}

const REASON_MAX = 300

/** A finished check as one plain line, for CI logs: `ok    health/backend  answers GET /health  12 ms`. */
export function renderCheckLine(check: CheckRecord, colour: 'ansi' | 'none'): string {
  const { suite, part, title, status, durationMs } = check
  const why = reasonOf(check)
  const pieces = [
    `${suite}/${part}`,
    title,
    duration(durationMs),
    ...(why === undefined ? [] : [why]),
  ]
  return renderLine(status, pieces, colour)
}

/** The mark of an outcome and what is to be said of it, as one line that does nothing in a terminal or a log. */
export function renderLine(
  status: CheckStatus,
  pieces: readonly string[],
  colour: 'ansi' | 'none',
): string {
  const [mark, tint] = MARKS[status]
  const text = pieces.map((piece) => printable(bounded(piece, REASON_MAX))).join('  ')
  return inertLog(`${createPaint(colour)(mark, tint)} ${text}`)
}

/** Why a check is not green. */
export function reasonOf(check: CheckRecord): string | undefined {
  const { status, findings, reason } = check
  const first = findings[0]
  if (status === 'passed') return undefined
  if (status === 'blocked') return `blocked by ${blocker(check)}`
  if (first === undefined) return reason
  return `${first.code} (${first.service}): expected ${first.expected}, got ${first.got}`
}
