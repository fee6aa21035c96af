import type { CheckRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { markdownText } from './markdown-text.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

const TEXT_MAX = 500

/** Checks that were not made, listed under what kept them from it: one reason is often that of many. */
export function groupedSections(
  title: string,
  checks: readonly CheckRecord[],
  reasonOf: (check: CheckRecord) => string,
): readonly Section[] {
  const groups = new Map<string, CheckRecord[]>()
  for (const check of checks) {
    const reason = reasonOf(check)
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [check])
    else group.push(check)
  }
  return [...groups].map(([reason, group], at) => ({
    head: `${at === 0 ? `## ${title} (${checks.length})\n\n` : ''}${group.length} ${reason}\n\n`,
    rows: rows(group, row),
    foot: '\n',
    row: 'check',
    count: group.length,
  }))
}

function row({ suite, part, title }: CheckRecord): string {
  return `- **${prose(suite)}** · ${prose(`${part} ${title}`)}\n`
}

function prose(text: string): string {
  return markdownText(bounded(text, TEXT_MAX))
}
