import type { RunRecord, WaitRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { duration } from '../../text/words.ts'
import { markdownText } from './markdown-text.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

const LINE_MAX = 1000
const HISTORY_MAX = 12

/** What a reader must know that is no finding, and what was waited for before the checks. */
export function noteSections({ notes, run }: RunRecord): readonly Section[] {
  const waited = run.waited.filter(({ waitedMs, history }) => waitedMs > 0 || history.length > 1)
  return [
    ...section('Notes', 'note', notes, note),
    ...section('Waiting for the services', 'wait', waited, wait),
  ]
}

function section<T>(
  title: string,
  row: string,
  items: readonly T[],
  render: (item: T) => string,
): readonly Section[] {
  if (items.length === 0) return []
  return [
    { head: `## ${title}\n\n`, rows: rows(items, render), foot: '\n', row, count: items.length },
  ]
}

function note(text: string): string {
  return `- ${markdownText(bounded(text, LINE_MAX))}\n`
}

function wait({ service, waitedMs, ready, history }: WaitRecord): string {
  const outcome = ready ? 'ready after' : '**not ready** after'
  const earlier = history.length - HISTORY_MAX
  const seen = history.slice(-HISTORY_MAX).map((line) => `  ${note(line)}`)
  return [
    `- ${markdownText(bounded(service, 100))}: ${outcome} ${duration(waitedMs)}\n`,
    ...(earlier > 0 ? [`  - ${earlier} earlier, then\n`] : []),
    ...seen,
  ].join('')
}
