import type { RootCause } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { compareText, counted } from '../../text/words.ts'
import { wrapText } from '../../text/wrap-text.ts'
import { supportLines } from '../words/evidence.ts'
import { labelled } from './labelled.ts'
import type { Paint } from './paint.ts'

const INDENT = 4
const EVIDENCE_MAX = 4
const STEPS_MAX = 3
const IDS_MAX = 3

interface Layout {
  readonly columns: number
  readonly paint: Paint
  /** `short`: what is broken, what came and the first thing to do; for those after the first few. */
  readonly detail: 'full' | 'short'
}

/** A root cause for the terminal: the code, the facts, the first things to do, and how much hangs on it. */
export function causeBlock(
  cause: RootCause,
  number: number,
  { columns, paint, detail }: Layout,
): readonly string[] {
  const { code, service, summary, nextSteps, blocks, fails, findings } = cause
  const [main] = findings
  const line = (label: string, text: string | undefined): readonly string[] =>
    labelled(label, text, { indent: INDENT, columns, paint })
  const list = (label: string, texts: readonly string[]): readonly string[] =>
    texts.flatMap((text, at) => line(at === 0 ? label : '', text))
  const isFull = detail === 'full'
  const steps = nextSteps.slice(0, isFull ? STEPS_MAX : 1)
  return [
    `${paint(`${number}.`.padStart(INDENT - 1), 'bold')} ${paint(code, 'bold', 'red')}  ${paint(printable(bounded(service, 60)), 'bold')}`,
    ...wrapText(printable(bounded(summary, 480)), columns - INDENT).map(
      (text) => `${' '.repeat(INDENT)}${text}`,
    ),
    ...(isFull ? line('promise', main?.promise) : []),
    ...(isFull ? line('asked', main?.asked) : []),
    ...line('expected', main?.expected),
    ...line('got', main?.got),
    ...(isFull ? list('evidence', supportLines(cause).slice(0, EVIDENCE_MAX)) : []),
    ...list(
      'next',
      steps.map((step, at) => (steps.length === 1 ? step : `${at + 1}. ${step}`)),
    ),
    ...line('fails', some(fails)),
    ...line('blocks', some(blocks)),
  ]
}

/** `12 checks: trust/backend/a, trust/backend/b, trust/backend/c and 9 more`. */
function some(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined
  const shown = [...ids].sort(compareText).slice(0, IDS_MAX)
  const more = ids.length > shown.length ? ` and ${ids.length - shown.length} more` : ''
  return `${counted(ids.length, 'check')}: ${shown.map((id) => bounded(id, 100)).join(', ')}${more}`
}
