import type { RunInfo } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { compareText, duration } from '../../text/words.ts'
import { markdownCell } from './markdown-cell.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownText } from './markdown-text.ts'

const VALUE_MAX = 300
const SERVICES_MAX = 50

/** What was run, against what, when and from where. */
export function factsTable(run: RunInfo): string {
  const revisions = Object.entries(run.revisions).sort(([a], [b]) => compareText(a, b))
  const rows: readonly (readonly [string, string])[] = [
    ['Environment', environmentOf(run)],
    ...run.targets
      .slice(0, SERVICES_MAX)
      .map(({ service, url }) => [`Asked: ${prose(service)}`, code(url)] as const),
    ...(run.expectedRevision === undefined
      ? []
      : [['Expected revision', code(run.expectedRevision)] as const]),
    ...revisions
      .slice(0, SERVICES_MAX)
      .map(([service, seen]) => [`Revision: ${prose(service)}`, code(seen)] as const),
    ['Started', prose(run.startedAt)],
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
  return markdownText(bounded(text, VALUE_MAX))
}

function code(text: string): string {
  return markdownCode(bounded(text, VALUE_MAX))
}
