import type { Finding } from '../../record/finding.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { counted } from '../../text/words.ts'
import { evidenceLines } from '../words/evidence.ts'
import { markdownCode, markdownText } from './escape.ts'
import { rows, type Section } from './section.ts'

/** The root causes, numbered as the rest of the summary refers to them. */
export function causeSection({ rootCauses }: RunRecord): readonly Section[] {
  if (rootCauses.length === 0) return []
  return [
    {
      head: `## ${counted(rootCauses.length, 'root cause')}\n\n`,
      rows: rows(rootCauses.entries(), ([at, cause]) => causeRow(cause, at + 1)),
      foot: '',
      row: 'root cause',
      count: rootCauses.length,
    },
  ]
}

/** Characters of a fact, an item of a list; of a warning's, which is read in passing. */
const FACT_MAX = 1500
const IDS_MAX = 30

/** A root cause with all that someone on call needs: which promise broke, what came, what to do. */
export function causeRow(cause: RootCause, number: number): string {
  const { code, service, summary, causes, nextSteps, explains } = cause
  return [
    `### ${number}. ${markdownCode(code)} · ${markdownText(bounded(service, 100))}\n\n`,
    `**${markdownText(bounded(summary, FACT_MAX))}**\n\n`,
    facts(cause.findings[0]),
    bullets('Evidence', evidenceLines(cause), 'unordered'),
    bullets('Likely causes', causes, 'ordered'),
    bullets('Next steps', nextSteps, 'ordered'),
    bullets('Explained by it too', explains, 'unordered'),
    touched('Fails', cause.fails),
    touched('Blocks', cause.blocks),
  ].join('')
}

function facts(main: Finding | undefined): string {
  if (main === undefined) return ''
  const { promise, asked, expected, got, traceId, at } = main
  const rows: readonly (readonly [string, string])[] = [
    ['Promise', markdownText(bounded(promise, FACT_MAX))],
    ['Asked', markdownCode(bounded(asked, FACT_MAX))],
    ['Expected', markdownText(bounded(expected, FACT_MAX))],
    ['Got', markdownText(bounded(got, FACT_MAX))],
    ...(traceId === undefined
      ? []
      : [['Trace', markdownText(`${traceId}${at === undefined ? '' : ` sent ${at}`}`)] as const]),
  ]
  return `${rows.map(([label, value]) => `- **${label}:** ${value}`).join('\n')}\n\n`
}

function touched(verb: string, ids: readonly string[]): string {
  if (ids.length === 0) return ''
  const shown = ids.slice(0, IDS_MAX).map((id) => markdownCode(bounded(id, 200)))
  const more = ids.length - shown.length
  return `**${verb} ${counted(ids.length, 'check')}:** ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}\n\n`
}

const ITEMS_MAX = 20

/** A list under its own title; nothing when there are no items. */
export function bullets(
  title: string,
  items: readonly string[],
  kind: 'unordered' | 'ordered',
): string {
  if (items.length === 0) return ''
  const shown = items
    .slice(0, ITEMS_MAX)
    .map((item, at) => `${kind === 'ordered' ? `${at + 1}.` : '-'} ${prose(item)}`)
  const more = items.length - shown.length
  const rest =
    more > 0 ? [`${kind === 'ordered' ? `${ITEMS_MAX + 1}.` : '-'} and ${more} more`] : []
  return `**${title}**\n\n${[...shown, ...rest].join('\n')}\n\n`
}

function prose(item: string): string {
  return markdownText(bounded(item, FACT_MAX))
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
          `Asked: ${markdownCode(bounded(main.asked, WARNING_MAX))}`,
          `Expected: ${short(main.expected)}`,
          `Got: ${short(main.got)}`,
        ]
  const steps = warning.nextSteps.slice(0, STEPS_MAX).map((step) => `Next: ${short(step)}`)
  const about = markdownText(bounded(warning.service, 100))
  return [
    `- ⚠️ ${markdownCode(warning.code)} · ${about} · ${short(warning.summary)}`,
    ...[...facts, ...steps].map((line) => `  - ${line}`),
    '',
  ].join('\n')
}

function short(text: string): string {
  return markdownText(bounded(text, WARNING_MAX))
}
