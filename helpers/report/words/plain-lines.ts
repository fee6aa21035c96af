import type { Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { evidenceText } from './evidence.ts'

/** A server's answer is quoted to a few hundred characters; what is longer than this is no evidence any more. */
const LINE_MAX = 2000
const LIST_MAX = 20
const EVIDENCE_MAX = 20

/**
 * A root cause as plain text: what it is, what may be behind it, what to do, what it does to the checks. Evidence
 * stands with its findings, and here if there are none.
 */
export function causeLines(cause: RootCause): readonly string[] {
  const { code, service, summary, evidence, causes, nextSteps, blocks, fails, findings } = cause
  return [
    `${code} (${service}): ${summary}`,
    ...list('Evidence:', findings.length === 0 ? evidence.map(evidenceText) : []),
    ...list('Likely causes:', causes),
    ...list('Next steps:', nextSteps),
    ...(fails.length + blocks.length === 0
      ? []
      : [`It fails ${counted(fails)} and blocks ${counted(blocks)}.`]),
  ].map((line) => printable(bounded(line, LINE_MAX)))
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - LIST_MAX
  return [
    title,
    ...items.slice(0, LIST_MAX).map((item, index) => `  ${index + 1}. ${item}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function counted({ length }: readonly string[]): string {
  return `${length} ${length === 1 ? 'check' : 'checks'}`
}

/** A finding as plain text, one fact a line, for reports that know no layout. */
export function findingLines(finding: Finding): readonly string[] {
  const { code, service, promise, asked, expected, got, evidence, traceId, at } = finding
  const more = evidence.length - EVIDENCE_MAX
  return [
    `${code} (${service})`,
    `  promised  ${promise}`,
    `  asked     ${asked}`,
    `  expected  ${expected}`,
    `  got       ${got}`,
    ...evidence.slice(0, EVIDENCE_MAX).map((item) => `  evidence  ${evidenceText(item)}`),
    ...(more > 0 ? [`  evidence  and ${more} more`] : []),
    ...(traceId === undefined
      ? []
      : [`  trace     ${traceId}${at === undefined ? '' : `, ${at}`}`]),
  ].map((line) => printable(bounded(line, LINE_MAX)))
}
