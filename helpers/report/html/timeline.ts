import { PHASES, type Phase, type RequestRecord } from '../../record/check-record.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { counted, duration } from '../../text/words.ts'
import { Html, html } from './escape.ts'

/** Units from the start of the run to its end, in every strip of the page: strips are drawn one below the other. */
const UNITS = 4_000
/** A request of a millisecond is visible too. */
const LEAST_UNITS = 10

/** A phase that is shorter beside the others only covers them up. */
const SEEN_UNITS = 3

/** The time of a run, drawn from left to right. */
export interface Timeline {
  /** What a strip shows, from left to right. */
  readonly spanMs: number
  /** Between two marks of the axis. */
  readonly step: number
  /** A strip with the time of a check, the requests that it sent, and paler those whose answers it used. */
  checkStrip(
    check: { readonly startMs: number; readonly durationMs: number },
    sent: readonly RequestRecord[],
    used: readonly RequestRecord[],
  ): Html
  /** A strip with the phases of one request. */
  requestStrip(request: RequestRecord): Html
  /** The requests of a service in as many rows as were under way at once. */
  lanes(requests: readonly RequestRecord[]): Html
  /** Where the marks of the axis are, in milliseconds since the run started. */
  readonly ticks: readonly number[]
}

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 300_000,
  600_000,
]
const MOST_TICKS = 6

export function createTimeline(durationMs: number, requests: readonly RequestRecord[]): Timeline {
  const ends = requests.reduce((most, one) => Math.max(most, endMs(one)), 0)
  const endOfAll = Math.max(1, finite(durationMs), ends)
  const begun = requests.length === 0 ? 0 : Math.min(...requests.map(leftMs), endOfAll - 1)
  const step = STEPS_MS.find((one) => (endOfAll - begun) / one <= MOST_TICKS) ?? endOfAll
  // Before the first request there is nothing to be seen.
  const fromMs = Math.floor(begun / step) * step
  const spanMs = endOfAll - fromMs
  const scale = UNITS / spanMs
  const unit = (ms: number) => Math.round(Math.min(Math.max(0, ms - fromMs), spanMs) * scale)
  const line = (startMs: number, endMs: number, y: number) => {
    const start = Math.min(unit(startMs), UNITS - LEAST_UNITS)
    return `M${start} ${y}h${Math.max(LEAST_UNITS, unit(endMs) - start)}`
  }
  return {
    spanMs,
    step,
    ticks: Array.from({ length: Math.floor(spanMs / step) }, (_, at) => fromMs + (at + 1) * step),
    checkStrip: ({ startMs, durationMs }, sent, used) => {
      const lines = { ok: '', bad: '', used: '' }
      for (const one of used) lines.used += line(leftMs(one), endMs(one), 6)
      for (const one of sent) lines[isGood(one) ? 'ok' : 'bad'] += line(leftMs(one), endMs(one), 6)
      const span = line(startMs, finite(startMs) + finite(durationMs), 6)
      return strip(
        12,
        path('span', span) +
          path('used', lines.used) +
          path('ok', lines.ok) +
          path('bad', lines.bad),
      )
    },
    requestStrip: ({ startMs, phases }) => {
      let at = finite(startMs)
      let paths = ''
      for (const phase of PHASES) {
        const ms = phases[phase]
        if (ms === undefined) continue
        if (finite(ms) * scale >= SEEN_UNITS) paths += path(phase, line(at, at + finite(ms), 6))
        at += finite(ms)
      }
      return strip(12, paths === '' ? path('firstByte', line(finite(startMs), at, 6)) : paths)
    },
    lanes: (some) => {
      const free: number[] = []
      const lines = { ok: '', bad: '' }
      for (const one of [...some].sort((a, b) => leftMs(a) - leftMs(b))) {
        const found = free.findIndex((until) => until <= leftMs(one))
        const lane = found === -1 ? Math.min(free.length, MOST_LANES - 1) : found
        free[lane] = endMs(one)
        lines[isGood(one) ? 'ok' : 'bad'] += line(leftMs(one), endMs(one), lane * 10 + 5)
      }
      return strip(Math.max(1, free.length) * 10, path('ok', lines.ok) + path('bad', lines.bad))
    },
  }
}

/** A host gets few requests at a time; a record may say otherwise. */
const MOST_LANES = 16

/** An answer that is no refusal: those are often wanted, and the colour is no verdict, only what came. */
function isGood({ status = 0 }: RequestRecord): boolean {
  return status >= 100 && status < 500
}

/** When it left: its turn had come. */
function leftMs({ startMs, phases: { turn = 0 } }: RequestRecord): number {
  return finite(startMs) + finite(turn)
}

function endMs({ startMs, phases }: RequestRecord): number {
  let end = finite(startMs)
  for (const phase of PHASES) end += finite(phases[phase] ?? 0)
  return end
}

/** How long the request was under way, without the wait for its turn. */
export function underWayMs(request: RequestRecord): number {
  return endMs(request) - leftMs(request)
}

function finite(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 1e9) : 0
}

/** Of numbers alone, and of words of ours: there is nothing to escape. */
function strip(height: number, paths: string): Html {
  return new Html(`<svg viewBox="0 0 ${UNITS} ${height}" preserveAspectRatio="none">${paths}</svg>`)
}

function path(kind: Phase | 'span' | 'used' | 'ok' | 'bad', d: string): string {
  return d === '' ? '' : `<path class="${kind}" d="${d}"/>`
}

/** The marks of the axis with their times; the style of the page sets how far apart they are. */
export function axis({ ticks }: Timeline): Html {
  return html`<div class="axis" aria-hidden="true">${ticks.map((ms) => html`<span>${duration(ms)}</span>`)}</div>`
}

const ROWS_MAX = 40
/** Units of a bar's full length, the budget. */
const BUDGET_UNITS = 1_000

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
    Math.max(8, Math.round(Math.min(1, ms / Math.max(1, budget)) * BUDGET_UNITS))
  return html`<svg class="budget" viewBox="0 0 ${BUDGET_UNITS} 12" preserveAspectRatio="none" role="img" aria-label="${Math.round((median / Math.max(1, budget)) * 100)} % of the budget"><path class="all" d="M0 3h${BUDGET_UNITS}v6h-${BUDGET_UNITS}z"/><path class="worst" d="M0 3h${unit(worst)}v6h-${unit(worst)}z"/><path class="median" d="M0 1h${unit(median)}v10h-${unit(median)}z"/></svg>`
}
