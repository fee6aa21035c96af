import { bounded } from '../bounded.ts'
import type { CheckRecord, RootCause } from '../run-record.ts'
import { blocker } from '../text/blocker.ts'
import { markdownCode } from '../text/markdown-code.ts'
import { markdownText } from '../text/markdown-text.ts'
import { groupedSections } from './grouped-sections.ts'
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
