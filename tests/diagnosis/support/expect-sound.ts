import { expect } from 'vitest'
import { CODES } from '../../../helpers/record/code.ts'
import type { Finding } from '../../../helpers/record/finding.ts'
import { evidenceText } from '../../../helpers/report/words/evidence.ts'
import { printable } from '../../../helpers/text/printable.ts'

/** What a judge may give. */
export type Verdict = Finding | undefined | readonly (Finding | undefined)[]

/** Longest text of a finding, whatever a server sent: a screen, not a book. */
const LONGEST = 4_000

/** Every finding has a code of the table and says in words what was promised, expected and got. */
export function expectSound(verdict: Verdict): void {
  for (const finding of findingsOf(verdict)) {
    const { code, severity, service, promise, asked, expected, got, evidence, subject } = finding
    expect(CODES).toContain(code)
    expect(['failure', 'warning']).toContain(severity)
    for (const [name, text] of Object.entries({ service, promise, asked, expected, got }))
      expect(text.trim(), `${code}: ${name}`).not.toBe('')
    const evidenceTexts = evidence.map(evidenceText)
    for (const text of evidenceTexts) expect(text.trim(), `${code}: evidence`).not.toBe('')
    for (const text of [promise, expected, got, ...evidenceTexts, subject ?? '']) {
      expect(text.length, `${code} is short: ${text.slice(0, 80)}`).toBeLessThan(LONGEST)
      expect(printable(text), `${code} acts on no terminal`).toBe(text)
    }
  }
}

export function findingsOf(verdict: Verdict): readonly Finding[] {
  return [verdict].flat().filter((finding) => finding !== undefined)
}
