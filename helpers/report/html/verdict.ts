import type { CheckRecord } from '../../record/check-record.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { grouped } from '../../text/grouped.ts'
import { bounded } from '../../text/quote.ts'
import { counted, duration } from '../../text/words.ts'
import { decisionWord, runName, tally, verdictWord } from '../words/status-words.ts'
import { type Html, html, link, prose } from './escape.ts'

/** The head of the page: the verdict, what to do with the deploy, what was checked, and what was not. */
export function verdictHead(record: RunRecord): Html {
  const { run, verdict, checks } = record
  const tone = record.exitCode === 2 || record.exitCode === 130 ? 'held' : verdict
  return html`<header class="verdict ${tone}">
<h1>${verdictWord(record)} <span class="decision">${decisionWord(record.decision)}</span> <span class="where">${bounded(runName(run), 200)}${run.platform === undefined ? '' : ` · ${run.platform}`}</span></h1>
${sentence(record)}
<p class="tally">${tally(checks)} · ${duration(run.durationMs)} · ${counted(run.requests, 'request')} <small>· ${started(run.startedAt)} · run ${bounded(run.id, 80)} on ${bounded(run.host, 80)}</small></p>
</header>
<section class="scope" aria-label="What was checked, and what was not">
${checked(record)}${notTried(record)}
</section>`
}

/** Root causes that the head lists; the cards below hold more. */
const CAUSES_MAX = 6

/** The headline; of several root causes each, with the first thing to do; of one nothing, since its card stands right below. */
function sentence({ headline, rootCauses }: RunRecord): Html | undefined {
  const [first, second] = rootCauses
  if (first !== undefined && second === undefined && headline.includes(first.summary))
    return undefined
  if (second === undefined) return html`<p class="headline">${prose(headline)}</p>`
  const more = rootCauses.length - CAUSES_MAX
  return html`<p class="headline">${counted(rootCauses.length, 'root cause')}</p><ol class="index">${rootCauses
    .slice(0, CAUSES_MAX)
    .map(
      ({ summary, nextSteps: [next] }, at) =>
        html`<li><a href="#cause-${at + 1}">${bounded(summary, 240)}</a>${next === undefined ? undefined : html`<br>first: ${prose(bounded(next, 240))}`}</li>`,
    )}</ol>${more > 0 ? html`<p>and ${more} more</p>` : undefined}`
}

/** Services that are shown; a platform of more is known by its name. */
const SERVICES_MAX = 12

function checked({ run }: RunRecord): Html {
  const { targets, revisions, expectedRevision } = run
  const shown = targets.slice(0, SERVICES_MAX).map(({ service, url }) => {
    const revision = Object.hasOwn(revisions, service) ? revisions[service] : undefined
    return html`<li><b>${bounded(service, 100)}</b> ${link(url, bounded(url, 200))}${revision === undefined ? undefined : html` <small>revision ${bounded(revision, 80)}</small>`}</li>`
  })
  const more = targets.length - shown.length
  return html`<h2>Checked</h2><ul class="inline">${targets.length === 0 ? html`<li>no service was asked</li>` : shown}${more > 0 ? html`<li>and ${more} more</li>` : undefined}${expectedRevision === undefined ? undefined : html`<li>expected revision ${bounded(expectedRevision, 80)}</li>`}</ul>`
}

/** `2026-03-02 14:05:00 UTC`. */
function started(iso: string): string {
  return bounded(iso, 40).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

/** Reasons that are shown; the list of checks has them all. */
const REASONS_MAX = 5

function notTried({ checks, rootCauses }: RunRecord): Html {
  const blocked = checks.filter(({ status }) => status === 'blocked').length
  const by = rootCauses.length === 1 ? 'the root cause below' : 'the root causes below'
  const skipped = reasons(checks, 'skipped')
  const unjudged = reasons(checks, 'error')
  const none = checks.length === 0 ? 'no check was made' : 'every check was tried'
  return html`<h2>Not tried</h2><ul class="inline">${blocked === 0 ? undefined : html`<li><b>${counted(blocked, 'check')}</b> blocked by ${by}</li>`}${skipped}${blocked + skipped.length === 0 ? html`<li>${none}</li>` : undefined}</ul>${
    unjudged.length === 0 ? undefined : html`<h2>Not judged</h2><ul class="inline">${unjudged}</ul>`
  }`
}

/** Why checks have this status, and how many each; the most frequent reason first. */
function reasons(checks: readonly CheckRecord[], status: CheckRecord['status']): readonly Html[] {
  const groups = grouped(
    checks.filter((check) => check.status === status),
    ({ reason = 'no reason was recorded' }) => bounded(reason, 240),
  )
  const shown = [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, REASONS_MAX)
  const more = groups.size - shown.length
  return [
    ...shown.map(
      ([reason, those]) =>
        html`<li><b>${counted(those.length, 'check')}:</b> ${prose(reason)}</li>`,
    ),
    ...(more > 0 ? [html`<li><a href="#checks">${counted(more, 'more reason')}</a></li>`] : []),
  ]
}
