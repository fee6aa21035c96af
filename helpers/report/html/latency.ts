import type { RequestRecord } from '../../record/check-record.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { counted, duration } from '../../text/words.ts'
import { type Html, html } from './escape.ts'
import { underWayMs } from './timeline.ts'

const ROWS_MAX = 40
/** Units of a bar's full length, the budget. */
const UNITS = 1_000

/** How quickly each health route answered, against what its contract promises. */
export function latencyTable({ run, requestLog }: RunRecord): Html {
  const rows = run.targets.flatMap(({ service, url, budgets = [] }) =>
    budgets.flatMap(({ path, withinMs }) => {
      const times = requestLog.requests
        .filter(
          (one) =>
            one.method === 'GET' &&
            one.status !== undefined &&
            one.service === service &&
            isAt(one, url, path),
        )
        .map(underWayMs)
        .sort((a, b) => a - b)
      const median = times[Math.floor(times.length / 2)]
      return median === undefined
        ? []
        : [{ service, path, withinMs, median, worst: times.at(-1) ?? median, count: times.length }]
    }),
  )
  if (rows.length === 0) return html``
  return html`<section class="latency" aria-labelledby="latency-title"><h2 id="latency-title">Latency against its budget</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="latency-title"><table><thead><tr><th scope="col">Route</th><th scope="col">Median</th><th scope="col">Slowest</th><th scope="col">Budget</th><th scope="col"><span class="unseen">Share of the budget</span></th></tr></thead><tbody>${rows
    .slice(0, ROWS_MAX)
    .map(
      ({ service, path, withinMs, median, worst, count }) =>
        html`<tr class="${median > withinMs ? 'over' : 'within'}"><th scope="row">${bounded(service, 60)} <code>GET ${bounded(path, 120)}</code></th><td>${duration(median)}</td><td>${duration(worst)} <span class="quiet">of ${count}</span></td><td>${duration(withinMs)}</td><td>${bar(median, worst, withinMs)}</td></tr>`,
    )}</tbody></table></div>${rows.length > ROWS_MAX ? html`<p class="shortened">${counted(rows.length - ROWS_MAX, 'route')} left out here.</p>` : undefined}</section>`
}

function isAt({ url }: RequestRecord, base: string, path: string): boolean {
  return url === `${base}${path}` || (path === '/' && url === `${base}/`)
}

function bar(median: number, worst: number, budget: number): Html {
  const unit = (ms: number) =>
    Math.max(8, Math.round(Math.min(1, ms / Math.max(1, budget)) * UNITS))
  return html`<svg class="budget" viewBox="0 0 ${UNITS} 12" preserveAspectRatio="none" role="img" aria-label="${Math.round((median / Math.max(1, budget)) * 100)} % of the budget"><path class="all" d="M0 3h${UNITS}v6h-${UNITS}z"/><path class="worst" d="M0 3h${unit(worst)}v6h-${unit(worst)}z"/><path class="median" d="M0 1h${unit(median)}v10h-${unit(median)}z"/></svg>`
}
