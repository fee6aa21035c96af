import type { CheckRecord } from '../../record/check-record.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { compareText, counted, duration } from '../../text/words.ts'
import { wrapText } from '../../text/wrap-text.ts'
import { causeLine } from '../words/cause-words.ts'
import { isInHeadline } from '../words/headline.ts'
import { comparisonLines, placeLine, sinceWords, unanswered } from '../words/run-words.ts'
import { decisionWord, runName, tally, verdictWord } from '../words/status-words.ts'
import { causeBlock } from './cause-block.ts'
import { createPaint, inertLog, type Paint, type Tint } from './layout.ts'

/** More in full would scroll the verdict away; the reports hold them all. */
const FULL_CAUSES = 3
const CAUSES_MAX = 30
const LINES_MAX = 10
const PLACES_MAX = 60

const TINTS: Readonly<Record<RunRecord['verdict'], Tint>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
}

export interface VerdictLayout {
  readonly colour: 'ansi' | 'none'
  readonly columns: number
  /** `osc8`: words can be links. */
  readonly links?: 'osc8' | 'none'
  /** The files that were written. */
  readonly reports: readonly string[]
}

/**
 * The last thing printed: the verdict in one line that a human reads first, the root causes, the warnings,
 * and where the reports are. Nothing in it acts on a terminal or on a CI log.
 */
export function renderVerdict(
  record: RunRecord,
  { colour, columns, links = 'none', reports }: VerdictLayout,
): string {
  const { comparison } = record
  const paint = createPaint(colour)
  const layout = { columns: Math.max(40, columns), paint }
  const blocks = [
    opening(record, layout),
    ...record.rootCauses.slice(0, CAUSES_MAX).map((cause, at) =>
      causeBlock(cause, at + 1, {
        ...layout,
        links,
        detail: at < FULL_CAUSES ? 'full' : 'short',
        summary: at === 0 && isInHeadline(cause, record) ? 'headline' : 'here',
      }),
    ),
    rest(record.rootCauses.length - CAUSES_MAX, 'root cause'),
    section('Not answered when the run was stopped', unanswered(record), layout),
    unjudged(record.checks, layout),
    comparison === undefined
      ? []
      : section(capitalised(sinceWords(comparison)), comparisonLines(comparison), layout),
    section('Places', (record.places ?? []).map(placeLine), { ...layout, most: PLACES_MAX }),
    section('Warnings', record.warnings.map(warning), layout),
    section('Notes', record.notes, layout),
    section('Reports', reports, layout),
  ].filter((block) => block.length > 0)
  return inertLog(`${blocks.map((block) => block.join('\n')).join('\n\n')}\n`)
}

interface Layout {
  readonly columns: number
  readonly paint: Paint
  /** Lines of a section; default `LINES_MAX`. */
  readonly most?: number
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function opening(record: RunRecord, { columns, paint }: Layout): readonly string[] {
  const { run, verdict, decision, rootCauses, checks, headline } = record
  const word = verdictWord(record)
  const indent = word.length + 2
  const [first = '', ...more] = wrapText(printable(bounded(headline, 480)), columns - indent)
  const counts = [
    printable(bounded(runName(run), 60)),
    ...(rootCauses.length > 1 ? [counted(rootCauses.length, 'root cause')] : []),
    tally(checks),
    duration(run.durationMs),
    decisionWord(decision),
  ].join(' · ')
  return [
    `${paint(word, 'bold', TINTS[verdict])}  ${paint(first, 'bold')}`,
    ...more.map((line) => `${' '.repeat(indent)}${paint(line, 'bold')}`),
    ...wrapText(counts, columns - indent).map((line) => `${' '.repeat(indent)}${line}`),
  ]
}

/** What the suite itself failed at belongs to no root cause and must not go unsaid. */
function unjudged(checks: readonly CheckRecord[], layout: Layout): readonly string[] {
  const errors = checks.filter(({ status }) => status === 'error')
  const lines = [...errors]
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, reason }) => `${id}: ${reason ?? 'no reason was recorded'}`)
  return section('Could not be judged', lines, layout)
}

function warning(cause: RootCause): string {
  const [step] = cause.nextSteps
  return `${causeLine(cause)}${step === undefined ? '' : `; next: ${step}`}`
}

function section(
  title: string,
  lines: readonly string[],
  { columns, paint, most = LINES_MAX }: Layout,
): readonly string[] {
  if (lines.length === 0) return []
  return [
    paint(printable(title), 'bold'),
    ...lines.slice(0, most).flatMap((line) => hanging(printable(bounded(line, 480)), columns)),
    ...rest(lines.length - most, 'line'),
  ]
}

function hanging(text: string, columns: number): readonly string[] {
  return wrapText(text, columns - 6).map((line, at) => `${at === 0 ? '  ' : '      '}${line}`)
}

function rest(count: number, noun: string): readonly string[] {
  return count > 0 ? [`  and ${counted(count, `more ${noun}`)}: see the reports`] : []
}
