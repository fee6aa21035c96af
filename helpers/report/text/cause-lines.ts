import { bounded } from '../bounded.ts'
import { printable } from '../printable.ts'
import type { RootCause } from '../run-record.ts'

const LINE_MAX = 2000
const LIST_MAX = 12

/** A root cause as plain text: what it is, what it does to the checks, what may be behind it, what to do. */
export function causeLines(cause: RootCause): readonly string[] {
  const { code, service, summary, causes, nextSteps, blocks, fails } = cause
  return [
    `${code} (${service}): ${summary}`,
    ...list('Likely causes:', causes),
    ...list('Next steps:', nextSteps),
    ...(fails.length + blocks.length === 0
      ? []
      : [`It fails ${counted(fails)} and blocks ${counted(blocks)}.`]),
  ].map((line) => printable(bounded(line, LINE_MAX)))
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return []
  return [title, ...items.slice(0, LIST_MAX).map((item, index) => `  ${index + 1}. ${item}`)]
}

function counted({ length }: readonly string[]): string {
  return `${length} ${length === 1 ? 'check' : 'checks'}`
}
