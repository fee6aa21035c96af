import type { CheckRecord, CheckStatus, RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { compareText } from '../../text/words.ts'
import { blockedSections } from './blocked-sections.ts'
import { checkLine } from './check-line.ts'
import { checkTableRow, TABLE_HEAD } from './check-table-row.ts'
import { groupedSections } from './grouped-sections.ts'
import { markdownText } from './markdown-text.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

const REASON_MAX = 1000

const LISTS: readonly (readonly [CheckStatus, string])[] = [
  ['failed', '❌ Failed'],
  ['error', '💥 Could not be judged'],
]

/** Every check: what is red in full, what was kept from running under what kept it, the rest in tables. */
export function checkSections(record: RunRecord): readonly Section[] {
  const sorted = [...record.checks].sort((a, b) => compareText(a.id, b.id))
  const of = (status: CheckStatus) => sorted.filter((check) => check.status === status)
  return [
    ...LISTS.flatMap(([status, title]) => section(title, '', of(status), checkLine, '\n')),
    ...blockedSections(of('blocked'), record.rootCauses),
    ...section('⚠️ Warned', '', of('warned'), checkLine, '\n'),
    ...groupedSections('⏭️ Skipped', of('skipped'), whySkipped),
    ...folded(of('passed')),
  ]
}

function whySkipped({ reason = 'no reason was recorded' }: CheckRecord): string {
  return `because: ${markdownText(bounded(reason, REASON_MAX))}`
}

function section(
  title: string,
  head: string,
  checks: readonly CheckRecord[],
  row: (check: CheckRecord) => string,
  foot: string,
): readonly Section[] {
  if (checks.length === 0) return []
  return [
    {
      head: `## ${title} (${checks.length})\n\n${head}`,
      rows: rows(checks, row),
      foot,
      row: 'check',
      count: checks.length,
    },
  ]
}

/** Passed checks are for looking up: closed until someone asks. */
function folded(passed: readonly CheckRecord[]): readonly Section[] {
  const head = `<details>\n<summary>Show them</summary>\n\n${TABLE_HEAD}`
  return section('✅ Passed', head, passed, checkTableRow, '\n</details>\n\n')
}
