import type { CheckRecord, CheckStatus } from '../../record/check-record.ts'
import { grouped } from '../../text/grouped.ts'
import { bounded, printable } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { wrapText } from '../../text/wrap-text.ts'
import { blocker, tally } from '../words/status-words.ts'
import { createPaint, inertLog, type Tint } from './layout.ts'

const MARKS: Readonly<Record<CheckStatus, readonly [string, Tint]>> = {
  passed: ['ok   ', 'green'],
  warned: ['warn ', 'yellow'],
  failed: ['FAIL ', 'red'],
  error: ['ERROR', 'red'],
  blocked: ['block', 'yellow'],
  skipped: ['skip ', 'dim'],
}

/** Columns of a mark and the blank after it. */
const MARK_COLUMNS = 6
const REASON_MAX = 300
/** The reason why a check is blocked is a root cause, which the verdict shows in full. */
const BLOCKER_MAX = 120

export interface LineLayout {
  readonly colour: 'ansi' | 'none'
  /** Lines are wrapped to so many columns; absent for a log, where a line is searched for whole. */
  readonly columns?: number | undefined
}

/** A finished check in one line: `ok    health/backend  answers GET /health  12 ms`. */
export function renderCheckLine(check: CheckRecord, layout: LineLayout): string {
  const { suite, part, title, status, durationMs } = check
  const why = whyNotGreen(check)
  const pieces = [
    `${suite}/${part}`,
    title,
    duration(durationMs),
    ...(why === undefined ? [] : [why]),
  ]
  return renderLine(status, pieces, layout)
}

/** The mark of an outcome and what is to be said of it; nothing in it acts on a terminal or a log. */
function renderLine(
  status: CheckStatus,
  pieces: readonly string[],
  { colour, columns }: LineLayout,
): string {
  const [mark, tint] = MARKS[status]
  const text = pieces.map((piece) => printable(bounded(piece, REASON_MAX))).join('  ')
  const room = columns === undefined ? Number.POSITIVE_INFINITY : columns - MARK_COLUMNS
  const lines = text.length <= room ? [text] : wrapText(text, room)
  return lines
    .map((line, at) =>
      inertLog(
        at === 0
          ? `${createPaint(colour)(mark, tint)} ${line}`
          : `${' '.repeat(MARK_COLUMNS)}${line}`,
      ),
    )
    .join('\n')
}

/** Why a check is not green. */
export function whyNotGreen(check: CheckRecord): string | undefined {
  const { status, findings, reason } = check
  const first = findings[0]
  if (status === 'passed') return undefined
  if (status === 'blocked') return bounded(`blocked by ${blocker(check)}`, BLOCKER_MAX)
  if (first === undefined) return reason
  return `${first.code} (${first.service}): expected ${first.expected}, got ${first.got}`
}

/** Whether a check was not made: blocked by what others found, or skipped. */
export function isUnmade({ status }: CheckRecord): boolean {
  return status === 'blocked' || status === 'skipped'
}

/** Checks that were not made, a line for each reason: `block 57 checks  blocked by tcp.refused (backend): …`. */
export function renderUnmadeLines(
  checks: readonly CheckRecord[],
  layout: LineLayout,
): readonly string[] {
  const groups = grouped(checks, (check) => `${check.status} ${whyNotGreen(check)}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return group.length === 1
      ? renderCheckLine(first, layout)
      : renderLine(first.status, [`${group.length} checks`, whyNotGreen(first) ?? ''], layout)
  })
}

/** The suites in which checks passed, a line each: `ok    trust  58 passed, 2 skipped`. */
export function renderSuiteLines(
  checks: readonly CheckRecord[],
  layout: LineLayout,
): readonly string[] {
  const inOrder = [...checks].sort((a, b) => a.position - b.position)
  return [...grouped(inOrder, ({ suite }) => suite)].flatMap(([suite, those]) => {
    const has = (status: CheckStatus) => those.some((check) => check.status === status)
    if (!has('passed')) return []
    const worst = (['error', 'failed', 'warned'] as const).find(has) ?? 'passed'
    return renderLine(worst, [suite, tally(those)], layout)
  })
}
