import type { CheckRecord, CheckStatus } from '../../record/check-record.ts'
import type { Finding } from '../../record/finding.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { grouped } from '../../text/grouped.ts'
import { compareText, duration } from '../../text/words.ts'
import { blocker } from '../words/status-words.ts'
import { markdownCell, markdownCode, markdownText } from './escape.ts'
import { rows, type Section } from './section.ts'

const REASON_MAX = 1000

const OPEN_DETAILS = '<details>\n<summary>Show them</summary>\n\n'

const LISTS: readonly (readonly [CheckStatus, string])[] = [
  ['failed', '❌ Failed'],
  ['error', '💥 Could not be judged'],
]

/** Every check: what is red in full, what was kept from running under what kept it, the rest in tables. */
export function checkSections(record: RunRecord): readonly Section[] {
  const told = toldAbove(record)
  const line = (check: CheckRecord) => checkLine(check, told)
  const sorted = [...record.checks].sort((a, b) => compareText(a.id, b.id))
  const of = (status: CheckStatus) => sorted.filter((check) => check.status === status)
  return [
    ...LISTS.flatMap(([status, title]) => section(title, '', of(status), line, '\n')),
    ...blockedSections(of('blocked'), record.rootCauses),
    ...section('⚠️ Warned', '', of('warned'), line, '\n'),
    ...groupedSections('⏭️ Skipped', of('skipped'), whySkipped),
    ...(record.places === undefined
      ? passedSection(of('passed'))
      : countedSection(of('passed').length)),
  ]
}

function whySkipped({ reason = 'no reason was recorded' }: CheckRecord): string {
  return `because: ${markdownText(reason, REASON_MAX)}`
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

/** Of several places there are many times as many, and no page for a person lists them all. */
function countedSection(passed: number): readonly Section[] {
  const head = `## ✅ Passed (${passed})\n\nThe other reports list them.\n\n`
  return passed === 0 ? [] : [{ head, rows: [], foot: '', row: 'check', count: 0 }]
}

/** Passed checks are for looking up: closed until someone asks. */
function passedSection(passed: readonly CheckRecord[]): readonly Section[] {
  const head = `${OPEN_DETAILS}${TABLE_HEAD}`
  return section('✅ Passed', head, passed, checkTableRow, '\n</details>\n\n')
}

const WORDS_MAX = 1000
const FINDINGS_MAX = 3

/** The facts of root causes and warnings, which stand above with all that came: a check refers to them. */
function toldAbove({ rootCauses, warnings }: RunRecord): ReadonlySet<string> {
  return new Set(
    [...rootCauses, ...warnings].flatMap(({ findings }) => findings.slice(0, 1).map(factsOf)),
  )
}

function factsOf({ code, service, asked, expected, got }: Finding): string {
  return [code, service, asked, expected, got].join('\n')
}

/** A check that needs words: what it checks, and what was found or why it could not be judged. */
function checkLine(check: CheckRecord, told: ReadonlySet<string>): string {
  const { suite, part, title, durationMs, findings, reason } = check
  const more = findings.length - FINDINGS_MAX
  const below = [
    ...findings.slice(0, FINDINGS_MAX).map((finding) => {
      const { code, service, expected, got } = finding
      const what = `${markdownCode(code)} (${words(service)})`
      return told.has(factsOf(finding))
        ? `${what}, as above`
        : `${what}: expected ${words(expected)}; got ${words(got)}`
    }),
    ...(more > 0 ? [`and ${more} more findings`] : []),
    ...(reason === undefined ? [] : [words(reason)]),
  ]
  return [
    `- **${words(suite)}** · ${words(`${part} ${title}`)} · ${duration(durationMs)}`,
    ...below.map((line) => `  - ${line}`),
    '',
  ].join('\n')
}

function words(text: string): string {
  return markdownText(text, WORDS_MAX)
}

const TEXT_MAX = 500

const TABLE_HEAD = '| Suite | Check | Time |\n| --- | --- | ---: |\n'

/** A check that needs no words, as a row of a table. */
function checkTableRow({ suite, part, title, durationMs }: CheckRecord): string {
  return `| ${cell(suite)} | ${cell(`${part} ${title}`)} | ${duration(durationMs)} |\n`
}

function cell(text: string): string {
  return markdownCell(markdownText(text, TEXT_MAX))
}

/** A longer list is closed until someone asks. */
const OPEN_MAX = 3

/** Checks that were not made, listed under what kept them from it: one reason is often that of many. */
function groupedSections(
  title: string,
  checks: readonly CheckRecord[],
  reasonOf: (check: CheckRecord) => string,
): readonly Section[] {
  return [...grouped(checks, reasonOf)].map(([reason, group], at) => {
    const isLong = group.length > OPEN_MAX
    return {
      head: `${at === 0 ? `## ${title} (${checks.length})\n\n` : ''}${group.length} ${reason}\n\n${isLong ? OPEN_DETAILS : ''}`,
      rows: rows(group, listed),
      foot: isLong ? '\n</details>\n\n' : '\n',
      row: 'check',
      count: group.length,
    }
  })
}

function listed({ suite, part, title }: CheckRecord): string {
  return `- **${prose(suite)}** · ${prose(`${part} ${title}`)}\n`
}

function prose(text: string): string {
  return markdownText(text, TEXT_MAX)
}

/** Blocked checks, listed under what blocks them: the root cause where there is one. */
function blockedSections(
  blocked: readonly CheckRecord[],
  causes: readonly RootCause[],
): readonly Section[] {
  const names = new Map(
    causes.flatMap((cause, at) =>
      cause.blocks.map((id) => [id, causeName(cause, at + 1)] as const),
    ),
  )
  return groupedSections('⛔ Blocked', blocked, (check) => {
    const name = names.get(check.id) ?? markdownText(blocker(check), TEXT_MAX)
    return `by ${name}:`
  })
}

function causeName({ code, service }: RootCause, number: number): string {
  return `root cause ${number}, ${markdownCode(code)} (${markdownText(service, 100)})`
}
