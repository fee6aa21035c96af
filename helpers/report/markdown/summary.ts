import type { RunInfo, RunRecord, WaitRecord } from '../../record/run-record.ts'
import { compareText, counted, duration } from '../../text/words.ts'
import { comparisonLines, placeLine, sinceWords, unanswered } from '../words/run-words.ts'
import { decisionWord, runName, tally, verdictWord } from '../words/status-words.ts'
import { causeSection, warningSection } from './causes.ts'
import { checkSections } from './checks.ts'
import { markdownCell, markdownCode, markdownText } from './escape.ts'
import { assemble, rows, type Section } from './section.ts'

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
      ...comparisonSection(record),
      ...section('By place', 'place', record.places ?? [], (one) => note(placeLine(one))),
      ...warningSection(record),
      ...section('Not answered when the run was stopped', 'request', unanswered(record), note),
      ...noteSections(record),
      ...checkSections(record),
    ],
    factsTable(record.run),
    MAX_BYTES,
  )
}

function heading(record: RunRecord): string {
  const { run, verdict, decision, rootCauses, checks, headline } = record
  const name = markdownText(runName(run), 100)
  const counts = [
    ...(rootCauses.length > 1 ? [counted(rootCauses.length, 'root cause')] : []),
    tally(checks),
    duration(run.durationMs),
  ]
  return [
    `# ${SIGNS[verdict]} ${verdictWord(record)} · ${name} · ${decisionWord(decision)}\n\n`,
    `**${markdownText(headline, 1000)}**\n\n`,
    `${counts.join(' · ')}\n\n`,
    asked(run),
  ].join('')
}

/** What was asked, and when: the first thing to doubt where a verdict surprises. */
function asked({ targets, startedAt }: RunInfo): string {
  if (targets.length === 0) return ''
  const more = targets.length - TARGETS_MAX
  const urls = targets
    .slice(0, TARGETS_MAX)
    .map(({ service, url }) => `${prose(service)} ${code(url)}`)
  return `${urls.join(' · ')}${more > 0 ? ` and ${more} more` : ''}, at ${prose(startedAt)}\n\n`
}

const TARGETS_MAX = 6
const VALUE_MAX = 300
const SERVICES_MAX = 50

/** What was run, against what, when and from where. */
function factsTable(run: RunInfo): string {
  const revisions = Object.entries(run.revisions).sort(([a], [b]) => compareText(a, b))
  const rows: readonly (readonly [string, string])[] = [
    ['Environment', environmentOf(run)],
    ...(run.place === undefined ? [] : [['Place', prose(run.place)] as const]),
    ...run.targets
      .slice(TARGETS_MAX, SERVICES_MAX)
      .map(({ service, url }) => [`Asked: ${prose(service)}`, code(url)] as const),
    ...(run.expectedRevision === undefined
      ? []
      : [['Expected revision', code(run.expectedRevision)] as const]),
    ...revisions
      .slice(0, SERVICES_MAX)
      .map(([service, seen]) => [`Revision: ${prose(service)}`, code(seen)] as const),
    ...(run.targets.length === 0 ? [['Started', prose(run.startedAt)] as const] : []),
    ['Took', `${duration(run.durationMs)}, ${run.requests} requests`],
    ['Run', `${code(run.id)} on ${code(run.host)}`],
    ['Suite', `post-deploy-smoke ${prose(run.version)}`],
  ]
  return `## This run\n\n| | |\n| --- | --- |\n${rows.map(([name, value]) => `| ${markdownCell(name)} | ${markdownCell(value)} |`).join('\n')}\n`
}

function environmentOf({ environment, kind, platform }: RunInfo): string {
  const rules = [kind, platform].filter((word) => word !== undefined).map(prose)
  return prose(environment) + (rules.length === 0 ? '' : ` (${rules.join(', ')})`)
}

function prose(text: string): string {
  return markdownText(text, VALUE_MAX)
}

function code(text: string): string {
  return markdownCode(text, VALUE_MAX)
}

function comparisonSection({ comparison }: RunRecord): readonly Section[] {
  if (comparison === undefined) return []
  return section(
    `Changed ${markdownText(sinceWords(comparison))}`,
    'change',
    comparisonLines(comparison),
    note,
  )
}

const LINE_MAX = 1000
const HISTORY_MAX = 12

/** What a reader must know that is no finding, and what was waited for before the checks. */
function noteSections({ notes, run }: RunRecord): readonly Section[] {
  const waited = run.waited.filter(({ waitedMs, history }) => waitedMs > 0 || history.length > 1)
  return [
    ...section('Notes', 'note', notes, note),
    ...section('Waiting for the services', 'wait', waited, wait),
  ]
}

function section<T>(
  title: string,
  row: string,
  items: readonly T[],
  render: (item: T) => string,
): readonly Section[] {
  if (items.length === 0) return []
  return [
    { head: `## ${title}\n\n`, rows: rows(items, render), foot: '\n', row, count: items.length },
  ]
}

function note(text: string): string {
  return `- ${markdownText(text, LINE_MAX)}\n`
}

function wait({ service, waitedMs, ready, history }: WaitRecord): string {
  const outcome = ready ? 'ready after' : '**not ready** after'
  const earlier = history.length - HISTORY_MAX
  const seen = history.slice(-HISTORY_MAX).map((line) => `  ${note(line)}`)
  return [
    `- ${markdownText(service, 100)}: ${outcome} ${duration(waitedMs)}\n`,
    ...(earlier > 0 ? [`  - ${earlier} earlier, then\n`] : []),
    ...seen,
  ].join('')
}
