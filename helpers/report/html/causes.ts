import type { Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'
import { bounded } from '../../text/quote.ts'
import { counted } from '../../text/words.ts'
import { supportLines } from '../words/cause-words.ts'
import { bySuite } from '../words/status-words.ts'
import { facts, type Html, html, link, list, prose, type Room, step } from './escape.ts'

/** How many root causes stand open: readers act on the first page before they read a second. */
const OPEN_MAX = 2

/** The root causes as cards: what is broken, what to do, how to repeat the request, where its logs are. */
export function causeCards(causes: readonly RootCause[], room: Room): Html {
  const cards = causes.map((cause, at) =>
    at < OPEN_MAX ? openCard(cause, at + 1) : closedCard(cause, at + 1, 'cause'),
  )
  return cardsIn('Root causes', cards, room)
}

/** The warnings, closed: a deploy with warnings may be promoted. */
export function warningCards(warnings: readonly RootCause[], room: Room): Html {
  const cards = warnings.map((warning, at) => closedCard(warning, at + 1, 'warning'))
  return cardsIn('Warnings', cards, room)
}

function cardsIn(title: string, cards: readonly Html[], room: Room): Html {
  if (cards.length === 0) return html``
  const shown = cards.flatMap((card) => room.take(card) ?? [])
  const left = cards.length - shown.length
  return html`<section aria-label="${title}" class="${title === 'Warnings' ? 'warnings' : 'causes'}">${shown}${left > 0 ? html`<p class="shortened">${left} more left out here; summary.md and ctrf.json hold them.</p>` : undefined}</section>`
}

function openCard(cause: RootCause, number: number): Html {
  return html`<article class="cause" id="cause-${number}"><h2><span class="number" aria-hidden="true">${number}</span>${prose(bounded(cause.summary, 700))}</h2>
${about(cause)}${body(cause)}</article>`
}

function closedCard(cause: RootCause, number: number, kind: 'cause' | 'warning'): Html {
  return html`<details class="cause" id="${kind}-${number}"><summary><span class="number" aria-hidden="true">${number}</span><code>${cause.code}</code> <b>${prose(bounded(cause.summary, 300))}</b></summary>
${about(cause)}${body(cause)}</details>`
}

function about({ code, service, fails, blocks }: RootCause): Html {
  const suites = bySuite(blocks)
  return html`<p class="about"><code>${code}</code> <b>${bounded(service, 100)}</b>${fails.length === 0 ? undefined : html` · fails ${counted(fails.length, 'check')}`}${blocks.length === 0 ? undefined : html` · blocks ${counted(blocks.length, 'check')} (${suites})`}</p>`
}

const STEPS_MAX = 12

function body(cause: RootCause): Html {
  const { nextSteps, causes, explains, evidence, findings } = cause
  const [main] = findings
  const logs = evidence.flatMap((item) => (item.kind === 'logs' ? [item.url] : [])).slice(0, 3)
  const curl = findings.find((finding) => finding.curl !== undefined)?.curl
  return html`<div class="act"><div>${nextSteps.length === 0 ? undefined : html`<h3>Next steps</h3><ol>${nextSteps.slice(0, STEPS_MAX).map((one) => html`<li>${step(one)}</li>`)}</ol>`}${curl === undefined ? undefined : repeat(curl)}${logs.map((url, at) => html`<p>${link(url, at === 0 ? 'Logs of this request' : 'Logs of another of its requests')}</p>`)}</div>
<div>${main === undefined ? list('What was found', supportLines(cause)) : seen(main)}</div></div>
<details class="more"><summary>${main === undefined ? 'Likely causes' : 'Evidence and likely causes'}</summary>${main === undefined ? undefined : list('Evidence', supportLines(cause))}${list('Likely causes', causes)}${list('Explained by it too', explains)}${ids('Fails', cause.fails)}${ids('Blocks', cause.blocks)}</details>`
}

/** The promise of a finding, and the answer. */
function seen({ promise, asked, expected, got, traceId, at }: Finding): Html {
  return html`${facts([
    ['Promise', prose(promise)],
    ['Asked', html`<code>${asked}</code>`],
    ['Expected', prose(expected)],
    ['Got', prose(got)],
    ['Trace', traceId === undefined ? undefined : html`<code class="copy">${traceId}</code>`],
    ['Sent', at],
  ])}`
}

function repeat(curl: string): Html {
  const variables = [
    ...new Set([...curl.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name)),
  ]
  return html`<h3>Repeat the request</h3><div class="command"><pre class="copy" tabindex="0" role="group" aria-label="Command that repeats the request"><code>${curl}</code></pre></div>${
    variables.length === 0
      ? undefined
      : html`<p class="quiet">Set ${variables.map((name, at) => html`${at === 0 ? '' : ', '}<code>${name}</code>`)} first: no report holds a secret.</p>`
  }`
}

const IDS_MAX = 200

function ids(title: string, all: readonly string[]): Html {
  return list(
    title,
    all.map((id) => bounded(id, 200)),
    IDS_MAX,
  )
}
