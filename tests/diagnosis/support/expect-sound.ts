import { expect } from 'vitest'
import { CODES } from '../../../helpers/record/code.ts'
import type { Finding } from '../../../helpers/record/finding.ts'
import { evidenceText } from '../../../helpers/report/words/cause-words.ts'
import { printable } from '../../../helpers/text/quote.ts'

/** What a judge may give. */
export type Verdict = Finding | undefined | readonly (Finding | undefined)[]

/** Longest text of a finding, whatever a server sent: a screen, not a book. */
const LONGEST = 4_000

/** Every finding has a code of the table and says in words what was promised, expected and got. */
export function expectSound(verdict: Verdict): void {
  // One `expect` for all: hundreds of thousands of them would cost more than the judges.
  expect(findingsOf(verdict).flatMap(flawsOf)).toEqual([])
}

const CODE_SET: ReadonlySet<string> = new Set(CODES)
const SEVERITIES: ReadonlySet<string> = new Set(['failure', 'warning'])

function flawsOf(finding: Finding): readonly string[] {
  const { code, severity, service, promise, asked, expected, got, evidence, subject } = finding
  const evidenceTexts = evidence.map(evidenceText)
  const said = Object.entries({ service, promise, asked, expected, got })
  return [
    ...(CODE_SET.has(code) ? [] : [`${code} is no code`]),
    ...(SEVERITIES.has(severity) ? [] : [`${code} has the severity ${severity}`]),
    ...said.filter(([, text]) => text.trim() === '').map(([name]) => `${code}: ${name} is empty`),
    ...evidenceTexts.filter((text) => text.trim() === '').map(() => `${code}: evidence is empty`),
    ...[promise, expected, got, ...evidenceTexts, subject ?? ''].flatMap((text) => [
      ...(text.length < LONGEST ? [] : [`${code} is not short: ${text.slice(0, 80)}`]),
      ...(printable(text) === text ? [] : [`${code} acts on a terminal: ${text}`]),
    ]),
  ]
}

export function findingsOf(verdict: Verdict): readonly Finding[] {
  return [verdict].flat().filter((finding) => finding !== undefined)
}
