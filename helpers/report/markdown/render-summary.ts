import type { RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { counted, duration } from '../../text/words.ts'
import { decisionWord } from '../words/decision-word.ts'
import { tally } from '../words/tally.ts'
import { verdictWord } from '../words/verdict-word.ts'
import { assemble } from './assemble.ts'
import { causeSection } from './cause-section.ts'
import { checkSections } from './check-sections.ts'
import { factsTable } from './facts-table.ts'
import { markdownText } from './markdown-text.ts'
import { noteSections } from './note-sections.ts'
import { warningSection } from './warning-section.ts'

/** GitHub drops a step summary over 1 MiB whole; some room is left for what else the step says. */
const MAX_BYTES = 1_000_000

const SIGNS = { pass: '✅', warn: '⚠️', fail: '❌' } as const

/**
 * `summary.md`, in GitHub-flavoured markdown: the verdict, the root causes with evidence and next steps, the
 * warnings, then every check, what is red first. A reader of this page needs no log. Texts from outside are
 * code, so nothing in them is active.
 */
export function renderSummary(record: RunRecord): string {
  return assemble(
    [
      ...[heading(record)].map((head) => ({ head, rows: [], foot: '', row: '', count: 0 })),
      ...causeSection(record),
      ...warningSection(record),
      ...noteSections(record),
      ...checkSections(record),
    ],
    factsTable(record.run),
    MAX_BYTES,
  )
}

function heading(record: RunRecord): string {
  const { run, verdict, decision, rootCauses, checks, headline } = record
  const environment = markdownText(bounded(run.environment, 100))
  const counts = [
    ...(rootCauses.length > 0 ? [counted(rootCauses.length, 'root cause')] : []),
    tally(checks),
    duration(run.durationMs),
  ]
  return [
    `# ${SIGNS[verdict]} ${verdictWord(record)} · ${environment} · ${decisionWord(decision)}\n\n`,
    `**${markdownText(bounded(headline, 1000))}**\n\n`,
    `${counts.join(' · ')}\n\n`,
  ].join('')
}
