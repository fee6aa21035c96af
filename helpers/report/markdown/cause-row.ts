import type { Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { counted } from '../../text/words.ts'
import { evidenceLines } from '../words/evidence.ts'
import { bullets } from './bullets.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownText } from './markdown-text.ts'

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
