import type { CheckRecord, RequestRecord } from '../../record/check-record.ts'
import { compareText } from '../../text/words.ts'
import { STATUSES } from '../words/status-words.ts'
import { type Html, html } from './escape.ts'

/** One check with what belongs to it, as a row of the list. */
export interface Row {
  readonly check: CheckRecord
  readonly service: string
  readonly sent: readonly RequestRecord[]
  /** What other checks sent, and whose answers it used. */
  readonly used: readonly RequestRecord[]
}

/** Choices of one kind that are shown: a list of a thousand services cannot be used. */
const CHOICES_MAX = 100

/** Search and filters; hidden until the script of the page can use them. */
export function filters(rows: readonly Row[]): Html {
  const statuses = Object.entries(STATUSES).flatMap(([status, word]) => {
    const count = rows.filter(({ check }) => check.status === status).length
    return count === 0 ? [] : [{ status, word, count }]
  })
  return html`<form class="filters" role="search" hidden>
<label class="search">Search <input type="search" name="text" autocomplete="off" placeholder="title, URL, code"></label>
<fieldset><legend>Result</legend>${statuses.map(
    ({ status, word, count }) =>
      html`<label><input type="checkbox" name="status" value="${status}" checked> ${word} ${count}</label>`,
  )}</fieldset>
${select(
  'Suite',
  'suite',
  rows.map(({ check }) => check.suite),
)}
${select(
  'Service',
  'service',
  rows.map(({ service }) => service),
)}
<button type="button" name="open">Open all</button>
<output role="status">${rows.length} of ${rows.length} shown</output>
</form>`
}

function select(label: string, name: string, values: readonly string[]): Html {
  const distinct = [...new Set(values.filter((value) => value !== ''))].sort(compareText)
  return html`<label>${label} <select name="${name}"><option value="">all</option>${distinct
    .slice(0, CHOICES_MAX)
    .map((value) => html`<option>${value}</option>`)}</select></label>`
}
