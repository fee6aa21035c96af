import type { RootCause } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { evidenceText } from './evidence.ts'

const LINE_MAX = 2000
const LIST_MAX = 20

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
