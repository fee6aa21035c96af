import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { counted } from '../../text/words.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownText } from './markdown-text.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

const FACT_MAX = 1000
const STEPS_MAX = 3

/** Warnings: what was seen and what to do, without keeping anyone from promoting. */
export function warningSection({ warnings }: RunRecord): readonly Section[] {
  if (warnings.length === 0) return []
  return [
    {
      head: `## ${counted(warnings.length, 'warning')}\n\n`,
      rows: rows(warnings, row),
      foot: '\n',
      row: 'warning',
      count: warnings.length,
    },
  ]
}

function row(warning: RootCause): string {
  const [main] = warning.findings
  const facts =
    main === undefined
      ? []
      : [
          `Asked: ${markdownCode(bounded(main.asked, FACT_MAX))}`,
          `Expected: ${prose(main.expected)}`,
          `Got: ${prose(main.got)}`,
        ]
  const steps = warning.nextSteps.slice(0, STEPS_MAX).map((step) => `Next: ${prose(step)}`)
  const about = markdownText(bounded(warning.service, 100))
  return [
    `- ⚠️ ${markdownCode(warning.code)} · ${about} · ${prose(warning.summary)}`,
    ...[...facts, ...steps].map((line) => `  - ${line}`),
    '',
  ].join('\n')
}

function prose(text: string): string {
  return markdownText(bounded(text, FACT_MAX))
}
