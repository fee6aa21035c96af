import { bounded } from '../bounded.ts'
import type { CheckRecord, RootCause } from '../run-record.ts'
import { blocker } from '../text/blocker.ts'
import { markdownCode } from '../text/markdown-code.ts'
import { markdownText } from '../text/markdown-text.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

const TEXT_MAX = 500

/** Blocked checks, listed under what blocks them: the root cause where there is one. */
export function blockedSections(
  blocked: readonly CheckRecord[],
  causes: readonly RootCause[],
): readonly Section[] {
  const names = new Map(
    causes.flatMap((cause, at) =>
      cause.blocks.map((id) => [id, causeName(cause, at + 1)] as const),
    ),
  )
  const groups = new Map<string, CheckRecord[]>()
  for (const check of blocked) {
    const name = names.get(check.id) ?? markdownText(bounded(blocker(check), TEXT_MAX))
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [check])
    else group.push(check)
  }
  return [...groups].map(([name, checks], at) => ({
    head: `${at === 0 ? `## ⛔ Blocked (${blocked.length})\n\n` : ''}${checks.length} by ${name}:\n\n`,
    rows: rows(checks, row),
    foot: '\n',
    row: 'check',
    count: checks.length,
  }))
}

function causeName({ code, service }: RootCause, number: number): string {
  return `root cause ${number}, ${markdownCode(code)} (${markdownText(bounded(service, 100))})`
}

function row({ suite, part, title }: CheckRecord): string {
  return `- **${prose(suite)}** · ${prose(`${part} ${title}`)}\n`
}

function prose(text: string): string {
  return markdownText(bounded(text, TEXT_MAX))
}
