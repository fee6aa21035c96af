import { bounded } from '../bounded.ts'
import { printable } from '../printable.ts'
import type { RootCause } from '../run-record.ts'
import { causeFacts } from '../text/cause-facts.ts'
import { compareText } from '../text/compare-text.ts'
import { counted } from '../text/counted.ts'
import type { Paint } from '../text/paint.ts'
import { wrapText } from '../text/wrap-text.ts'
import { labelled } from './labelled.ts'

const INDENT = 4
const EVIDENCE_MAX = 4
const STEPS_MAX = 3
const IDS_MAX = 3

/** A root cause for the terminal: the code, the facts, the first things to do, and how much hangs on it. */
export function causeBlock(
  cause: RootCause,
  number: number,
  { columns, paint }: { columns: number; paint: Paint },
): readonly string[] {
  const { code, service, summary, nextSteps, blocks, fails } = cause
  const { main, evidence } = causeFacts(cause)
  const layout = { indent: INDENT, columns, paint }
  const title = `${paint(`${number}.`.padStart(INDENT - 1), 'bold')} ${paint(code, 'bold', 'red')}`
  return [
    `${title}  ${paint(printable(bounded(service, 60)), 'bold')}`,
    ...wrapText(printable(bounded(summary, 480)), columns - INDENT).map(
      (line) => `${' '.repeat(INDENT)}${line}`,
    ),
    ...labelled('promise', main?.promise, layout),
    ...labelled('asked', main?.asked, layout),
    ...labelled('expected', main?.expected, layout),
    ...labelled('got', main?.got, layout),
    ...evidence
      .slice(0, EVIDENCE_MAX)
      .flatMap((line, at) => labelled(at === 0 ? 'evidence' : '', line, layout)),
    ...nextSteps
      .slice(0, STEPS_MAX)
      .flatMap((step, at) => labelled(at === 0 ? 'next' : '', `${at + 1}. ${step}`, layout)),
    ...labelled('fails', some(fails), layout),
    ...labelled('blocks', some(blocks), layout),
  ]
}

/** `12 checks: trust/backend/a, trust/backend/b, trust/backend/c and 9 more`. */
function some(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined
  const shown = [...ids].sort(compareText).slice(0, IDS_MAX)
  const more = ids.length > shown.length ? ` and ${ids.length - shown.length} more` : ''
  return `${counted(ids.length, 'check')}: ${shown.map((id) => bounded(id, 100)).join(', ')}${more}`
}
