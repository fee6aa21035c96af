import {
  type CheckRecord,
  type CheckStatus,
  PHASES,
  type RequestRecord,
} from '../../record/check-record.ts'
import type { Finding } from '../../record/finding.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { grouped } from '../../text/grouped.ts'
import { bounded } from '../../text/quote.ts'
import { counted, duration, listSome } from '../../text/words.ts'
import { blocker, byUrgency, causesById, STATUSES } from '../words/status-words.ts'
import { type CheckRow, filters } from './controls.ts'
import { Html, html, prose, type Room } from './escape.ts'
import { axis, type Timeline, underWayMs } from './timeline.ts'

/** Every check with its place in the run and the requests that it sent, what is red first; search and filters above. */
export function checkList(record: RunRecord, timeline: Timeline, room: Room): Html {
  const rows = rowsOf(record)
  if (rows.length === 0) return html``
  const causes = causesById(record.rootCauses)
  const shown = rows.flatMap((row) => {
    const words = wordsOf(row, causes.get(row.check.id))
    const line = lineOf(row, timeline)
    const alone = { row, words, line, requests: undefined }
    return room.take(item(alone)) === undefined ? [] : [alone]
  })
  // Requests after all checks: a check without its requests is still a check.
  const items = shown.map(({ row, words, line }) => {
    const requests = row.sent.length === 0 ? undefined : room.take(requestList(row.sent, timeline))
    return { row, line, words, requests }
  })
  const drawn = items.reduce(
    (sum, { row, requests }) => sum + (requests === undefined ? 0 : row.sent.length),
    0,
  )
  const { requests, leftOut } = record.requestLog
  return html`<section id="checks" aria-labelledby="checks-title"><h2 id="checks-title">Checks and their requests</h2>
${filters(rows)}
<div class="legend" aria-hidden="true">${PHASES.map((phase) => html`<span><i class="${phase}"></i>${PHASE_WORDS[phase]}</span>`)}<span><i class="used"></i>answers that another check asked for</span></div>
<div class="row head" aria-hidden="true"><span>Result</span><span>Check</span>${axis(timeline)}<span>Time</span></div>
<ol class="checks${items.length > LONG ? ' long' : ''}">${items.map(item)}</ol>
${leftOutWords(rows.length - items.length, 'check')}${leftOutWords(requests.length + leftOut - drawn, 'request')}
</section>`
}

/** Rows of a list that a browser lays out only where it is looked at. */
const LONG = 300

function leftOutWords(count: number, noun: string): Html | undefined {
  return count === 0
    ? undefined
    : html`<p class="shortened">${counted(count, noun)} left out here, to keep the file small; ctrf.json holds more.</p>`
}

const PHASE_WORDS: Readonly<Record<(typeof PHASES)[number], string>> = {
  turn: 'turn',
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  firstByte: 'first byte',
  body: 'body',
}

/** Answers that a check used, as they are drawn: a login, a page with its files. */
const USED_MAX = 40

function rowsOf({ checks, run, requestLog }: RunRecord): readonly CheckRow[] {
  const services = new Set(run.targets.map(({ service }) => service))
  const sent = grouped(requestLog.requests, ({ check }) => check)
  const byTrace = new Map(requestLog.requests.map((one) => [one.traceId, one]))
  return byUrgency(checks).map((check) => {
    const own = sent.get(check.id) ?? []
    const used = (check.used ?? []).slice(0, USED_MAX).flatMap((id) => byTrace.get(id) ?? [])
    return { check, sent: own, used, service: serviceOf(check, own, services) }
  })
}

/** The service that a check is about: its part, the service at fault, or the one that it asked. */
function serviceOf(
  { part, findings, blockedBy }: CheckRecord,
  sent: readonly RequestRecord[],
  services: ReadonlySet<string>,
): string {
  if (services.has(part)) return part
  return findings[0]?.service ?? sent[0]?.service ?? blockedBy?.[0]?.service ?? ''
}

const SIGNS: Readonly<Record<CheckStatus, string>> = {
  failed: '✕',
  error: '!',
  blocked: '⊘',
  warned: '▲',
  skipped: '–',
  passed: '✓',
}

function lineOf({ check, sent, used }: CheckRow, timeline: Timeline): Html {
  const { status, suite, part, title, durationMs } = check
  const took = status === 'blocked' || status === 'skipped' ? '' : duration(durationMs)
  return html`<span class="status"><i aria-hidden="true">${SIGNS[status]}</i> ${STATUSES[status]}</span><span class="title">${bounded(part, 100)} ${prose(bounded(title, 300))} <small>${bounded(suite, 60)}</small></span>${timeline.checkStrip(check, sent, used)}<span class="time">${took}</span>`
}

const FINDINGS_MAX = 3

/** What was found, or why the check was not made, and whose answers it used. */
function wordsOf({ check, used }: CheckRow, cause: RootCause | undefined): Html | undefined {
  const { status, findings, reason } = check
  const why = status === 'blocked' ? `blocked by ${blocker(check, cause)}` : reason
  if (findings.length === 0 && why === undefined && used.length === 0) return undefined
  const more = findings.length - FINDINGS_MAX
  return html`${why === undefined ? undefined : html`<p>${prose(bounded(why, 1_000))}</p>`}${findings
    .slice(0, FINDINGS_MAX)
    .map(found)}${more > 0 ? html`<p>and ${more} more findings</p>` : undefined}${usedWords(used)}`
}

function found({ code, service, expected, got }: Finding): Html {
  return html`<p><code>${code}</code> <b>${bounded(service, 100)}</b>: expected ${prose(bounded(expected, 600))}; got ${prose(bounded(got, 600))}</p>`
}

const ASKERS_MAX = 8

/** Which checks asked for what this one used too. */
function usedWords(used: readonly RequestRecord[]): Html | undefined {
  if (used.length === 0) return undefined
  const askers = [...new Set(used.flatMap(({ check }) => check ?? []))]
  const shown = listSome(
    askers.map((id) => bounded(id, 100)),
    ASKERS_MAX,
  )
  return html`<p class="quiet">Also uses ${counted(used.length, 'answer')} to requests of ${shown}</p>`
}

interface Item {
  readonly row: CheckRow
  readonly line: Html
  readonly words: Html | undefined
  readonly requests: Html | undefined
}

function item({ row: { check, service }, line, words, requests }: Item): Html {
  const inside = words === undefined && requests === undefined
  return html`<li data-status="${check.status}" data-suite="${bounded(check.suite, 60)}" data-service="${bounded(service, 100)}">${
    inside
      ? html`<div class="row">${line}</div>`
      : html`<details><summary class="row">${line}</summary><div class="inside">${words}${requests}</div></details>`
  }</li>`
}

function requestList(sent: readonly RequestRecord[], timeline: Timeline): Html {
  return html`<ul class="requests">${sent.map(
    (one) =>
      html`<li class="row"><b>${one.status ?? one.fault ?? 'no answer'}</b><code>${one.method} ${bounded(one.url, 300)}</code>${timeline.requestStrip(one)}<i title="${phaseWords(one)}">${duration(underWayMs(one))}</i></li>`,
  )}</ul>`
}

/** `DNS 4, TCP 6, first byte 58 ms`: numbers, and words of ours. */
function phaseWords({ phases }: RequestRecord): Html {
  let words = ''
  for (const phase of PHASES) {
    const ms = phases[phase]
    if (ms !== undefined) words += `${PHASE_WORDS[phase]} ${Math.round(ms)}, `
  }
  return new Html(`${words.slice(0, -2)} ms`)
}
