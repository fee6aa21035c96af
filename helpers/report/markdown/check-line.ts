import type { CheckRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { duration } from '../../text/words.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownText } from './markdown-text.ts'

const TEXT_MAX = 1000
const FINDINGS_MAX = 3

/** A check that needs words: what it checks, and what was found or why it could not be judged. */
export function checkLine(check: CheckRecord): string {
  const { suite, part, title, durationMs, findings, reason } = check
  const more = findings.length - FINDINGS_MAX
  const below = [
    ...findings
      .slice(0, FINDINGS_MAX)
      .map(
        ({ code, service, expected, got }) =>
          `${markdownCode(code)} (${prose(service)}): expected ${prose(expected)}; got ${prose(got)}`,
      ),
    ...(more > 0 ? [`and ${more} more findings`] : []),
    ...(reason === undefined ? [] : [prose(reason)]),
  ]
  return [
    `- **${prose(suite)}** · ${prose(`${part} ${title}`)} · ${duration(durationMs)}`,
    ...below.map((line) => `  - ${line}`),
    '',
  ].join('\n')
}

function prose(text: string): string {
  return markdownText(bounded(text, TEXT_MAX))
}
