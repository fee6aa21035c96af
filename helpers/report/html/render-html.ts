import { createHash } from 'node:crypto'
import type { RunRecord, WaitRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { duration } from '../../text/words.ts'
import { comparisonLines, placeLine, sinceWords, unanswered } from '../words/run-words.ts'
import { decisionWord, runName, verdictWord } from '../words/status-words.ts'
import { causeCards, warningCards } from './causes.ts'
import { checkList } from './checks.ts'
import { SCRIPT } from './controls.ts'
import { createRoom, Html, html, prose } from './escape.ts'
import { serviceMap } from './service-map.ts'
import { STYLE } from './style.ts'
import { axis, createTimeline, latencyTable, type Timeline } from './timeline.ts'
import { verdictHead } from './verdict.ts'

/** Under 2 MiB with the head of the page, so that a mail or a chat takes it; the rows that do not fit are counted. */
const ROOM_BYTES = 1_900_000

/**
 * `report.html`: one file for people, which loads nothing. Its first screen says what to do; below are the services, the
 * run as a waterfall, and every check. What servers said is escaped in one place (escape.ts), and a policy in the page
 * lets run no script but its own.
 */
export function renderHtml(record: RunRecord): string {
  const { run, rootCauses, warnings, requestLog } = record
  const timeline = createTimeline(run.durationMs, requestLog.requests)
  const overview = html`<div class="overview">${serviceMap(record)}<div>${runStrip(record, timeline)}${latencyTable(record)}${notes(record)}</div></div>`
  const room = createRoom(ROOM_BYTES - Buffer.byteLength(overview.source))
  const style = `${STYLE}:root{--tick:${tickPercent(timeline)}%}`
  const title = `${verdictWord(record)} · ${bounded(runName(run), 100)} · ${decisionWord(record.decision)}`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${sha256(style)}'; script-src '${sha256(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${record.checks.length === 0 ? undefined : html`<a class="skip" href="#checks">To the checks</a>`}
<main>
${verdictHead(record)}
${causeCards(rootCauses, room)}
${changes(record)}
${warningCards(warnings, room)}
${overview}
${checkList(record, timeline, room)}
</main>
<footer><p>post-deploy-smoke ${run.version} · the same run for programs: <code>ctrf.json</code>, <code>junit.xml</code></p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`
  return page.source
}

/** As a policy names an inline script or style (CSP Level 3 §8.4): of its text, byte for byte. */
function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function tickPercent({ step, spanMs }: Timeline): string {
  return ((step / spanMs) * 100).toFixed(3)
}

const LANES_MAX = 20

/** All requests of the run, service by service, as many rows as were under way at once. */
function runStrip({ run, requestLog: { requests } }: RunRecord, timeline: Timeline): Html {
  if (requests.length === 0) return html``
  const services = [...run.targets.map(({ service }) => service), undefined].slice(0, LANES_MAX)
  return html`<section class="run" aria-labelledby="run-title"><h2 id="run-title">The run: ${duration(run.durationMs)}</h2>
<p class="legend" aria-hidden="true"><span><i class="ok"></i>answered</span><span><i class="bad"></i>no answer, or 5xx</span></p>
<div class="lanes"><span></span>${axis(timeline)}${services.map((service) => {
    const own = requests.filter((one) => one.service === service)
    return own.length === 0
      ? undefined
      : html`<span>${service ?? 'other hosts'} <small>${own.length}</small></span>${timeline.lanes(own)}`
  })}</div></section>`
}

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
