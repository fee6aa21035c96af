import type { Finding } from '../../record/finding.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { counted } from '../../text/words.ts'
import { evidenceLines, logLinks, webLink, withoutLogs } from '../words/cause-words.ts'
import { isInHeadline } from '../words/headline.ts'
import { bySuite } from '../words/status-words.ts'
import { markdownCode, markdownText } from './escape.ts'
import { rows, type Section } from './section.ts'

/** The root causes, numbered as the rest of the summary refers to them. */
export function causeSection(record: RunRecord): readonly Section[] {
  const { rootCauses } = record
  if (rootCauses.length === 0) return []
  return [
    {
      head: `## ${counted(rootCauses.length, 'root cause')}\n\n`,
      rows: rows(rootCauses.entries(), ([at, cause]) =>
        causeRow(cause, at + 1, isInHeadline(cause, record) ? 'headline' : 'here'),
      ),
      foot: '',
      row: 'root cause',
      count: rootCauses.length,
    },
  ]
}

/** Characters of a fact, an item of a list; of a warning's, which is read in passing. */
const FACT_MAX = 1500
const CURL_MAX = 4000

/**
 * A root cause in the order in which someone on call needs it: what to do, what came and how to see it again, then what
 * the diagnosis rests on.
 */
function causeRow(cause: RootCause, number: number, told: 'headline' | 'here'): string {
  const { code, service, summary, causes, nextSteps, explains, findings } = cause
  return [
    `### ${number}. ${markdownCode(code)} · ${markdownText(service, 100)}\n\n`,
    told === 'headline' ? '' : `**${markdownText(summary, FACT_MAX)}**\n\n`,
    bullets('Next steps', nextSteps, 'ordered'),
    facts(findings[0], logLinks(cause)),
    repeat(findings[0]),
    bullets('Likely causes', causes, 'ordered'),
    folded('Evidence', evidenceLines(withoutLogs(cause))),
    bullets('Explained by it too', explains, 'unordered'),
    touched('Fails', cause.fails),
    touched('Blocks', cause.blocks),
  ].join('')
}

function facts(main: Finding | undefined, logs: readonly string[]): string {
  const links = logs.map((url) => ['Logs', logLink(url)] as const)
  const rows: readonly (readonly [string, string])[] =
    main === undefined
      ? links
      : [
          ['Promise', markdownText(main.promise, FACT_MAX)],
          ['Asked', markdownCode(main.asked, FACT_MAX)],
          ['Expected', markdownText(main.expected, FACT_MAX)],
          ['Got', markdownText(main.got, FACT_MAX)],
          ...links,
          ...traceOf(main),
        ]
  if (rows.length === 0) return ''
  return `${rows.map(([label, value]) => `- **${label}:** ${value}`).join('\n')}\n\n`
}

/** A link where the text is an address that does nothing but open; else the text. */
function logLink(url: string): string {
  const safe = webLink(url)
  return safe === undefined ? markdownCode(url, FACT_MAX) : `[logs of this request](${safe})`
}

function traceOf({ traceId, at }: Finding): readonly (readonly [string, string])[] {
  if (traceId === undefined) return []
  return [['Trace', markdownText(`${traceId}${at === undefined ? '' : ` sent ${at}`}`)]]
}

/** The command that repeats the request, as code that a reader copies. */
function repeat(main: Finding | undefined): string {
  if (main?.curl === undefined) return ''
  return `**Repeat the request**\n\n- ${markdownCode(main.curl, CURL_MAX)}\n\n`
}

/** How many checks, and of which suites; few are named. */
function touched(verb: string, ids: readonly string[]): string {
  if (ids.length === 0) return ''
  const named = ids.map((id) => markdownCode(id, 200))
  const which = ids.length > NAMED_MAX ? markdownText(bySuite(ids)) : named.join(', ')
  return `**${verb} ${counted(ids.length, 'check')}:** ${which}\n\n`
}

/** More ids than this are a wall; the checks are listed below. */
const NAMED_MAX = 5

const ITEMS_MAX = 20

/** A list under its own title; nothing when there are no items. */
function bullets(title: string, items: readonly string[], kind: 'unordered' | 'ordered'): string {
  if (items.length === 0) return ''
  const shown = items
    .slice(0, ITEMS_MAX)
    .map((item, at) => `${kind === 'ordered' ? `${at + 1}.` : '-'} ${prose(item)}`)
  const more = items.length - shown.length
  const rest =
    more > 0 ? [`${kind === 'ordered' ? `${ITEMS_MAX + 1}.` : '-'} and ${more} more`] : []
  return `**${title}**\n\n${[...shown, ...rest].join('\n')}\n\n`
}

/** The same, closed until someone asks. */
function folded(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const list = bullets(`${title} (${items.length})`, items, 'unordered')
  const [head = '', ...rest] = list.split('\n\n')
  return `${head}\n\n<details>\n<summary>Show it</summary>\n\n${rest.join('\n\n')}</details>\n\n`
}

function prose(item: string): string {
  return markdownText(item, FACT_MAX)
}

const WARNING_MAX = 1000
const STEPS_MAX = 3

/** Warnings: what was seen and what to do, without keeping anyone from promoting. */
export function warningSection({ warnings }: RunRecord): readonly Section[] {
  if (warnings.length === 0) return []
  return [
    {
      head: `## ${counted(warnings.length, 'warning')}\n\n`,
      rows: rows(warnings, warningRow),
      foot: '\n',
      row: 'warning',
      count: warnings.length,
    },
  ]
}

function warningRow(warning: RootCause): string {
  const [main] = warning.findings
  const facts =
    main === undefined
      ? []
      : [
          `Asked: ${markdownCode(main.asked, WARNING_MAX)}`,
          `Expected: ${short(main.expected)}`,
          `Got: ${short(main.got)}`,
        ]
  const steps = warning.nextSteps.slice(0, STEPS_MAX).map((step) => `Next: ${short(step)}`)
  const about = markdownText(warning.service, 100)
  return [
    `- ⚠️ ${markdownCode(warning.code)} · ${about} · ${short(warning.summary)}`,
    ...[...facts, ...steps].map((line) => `  - ${line}`),
    '',
  ].join('\n')
}

function short(text: string): string {
  return markdownText(text, WARNING_MAX)
}
