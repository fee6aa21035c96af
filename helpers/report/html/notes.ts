import type { RunRecord, WaitRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { comparisonLines, sinceWords } from '../words/comparison.ts'
import { placeLine } from '../words/places.ts'
import { unanswered } from '../words/unanswered.ts'
import { type Html, html } from './escape.ts'
import { prose } from './prose.ts'

/** What a reader asks next: what is new since the last run, how it looks from each place, what had not answered. */
export function changes(record: RunRecord): Html {
  const { comparison, places = [] } = record
  return html`${
    comparison === undefined
      ? undefined
      : section(`Changed ${sinceWords(comparison)}`, comparisonLines(comparison).map(line))
  }${section('By place', places.map(placeLine).map(line))}${section('Not answered when the run was stopped', unanswered(record).map(line))}`
}

/** What a reader must know that is no finding, and what was waited for before the checks. */
export function notes({ notes: all, run }: RunRecord): Html {
  const waited = run.waited.filter(({ waitedMs, history }) => waitedMs > 0 || history.length > 1)
  return section('Notes', [...all.map(line), ...waited.map(wait)])
}

const LINES_MAX = 40

function section(title: string, lines: readonly Html[]): Html {
  if (lines.length === 0) return html``
  const more = lines.length - LINES_MAX
  return html`<section class="notes"><h2>${bounded(title, 300)}</h2><ul>${lines.slice(0, LINES_MAX).map((one) => html`<li>${one}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul></section>`
}

function line(text: string): Html {
  return prose(bounded(text, 1_000))
}

const HISTORY_MAX = 6

function wait({ service, waitedMs, ready, history }: WaitRecord): Html {
  return html`<b>${bounded(service, 100)}</b> ${ready ? 'was ready' : 'was not ready'} after ${duration(waitedMs)}${history
    .slice(-HISTORY_MAX)
    .map((seen) => html`<br><span class="quiet">${bounded(seen, 500)}</span>`)}`
}
