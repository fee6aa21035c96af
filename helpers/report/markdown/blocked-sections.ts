import type { CheckRecord, RootCause } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { blocker } from '../words/blocker.ts'
import { groupedSections } from './grouped-sections.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownText } from './markdown-text.ts'
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
  return groupedSections('⛔ Blocked', blocked, (check) => {
    const name = names.get(check.id) ?? markdownText(bounded(blocker(check), TEXT_MAX))
    return `by ${name}:`
  })
}

function causeName({ code, service }: RootCause, number: number): string {
  return `root cause ${number}, ${markdownCode(code)} (${markdownText(bounded(service, 100))})`
}
