import type { RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { compareText } from '../../text/words.ts'

const VALUE_MAX = 1000

/** What is true of the whole run, as name and value. */
export function suiteProperties(record: RunRecord): readonly (readonly [string, string])[] {
  const { run, verdict, decision, exitCode, headline } = record
  const revisions = Object.entries(run.revisions).sort(([a], [b]) => compareText(a, b))
  const seen = [...new Set(revisions.map(([, revision]) => revision))].join(', ')
  const properties: readonly (readonly [string, string])[] = [
    ['environment', run.environment],
    ...(run.kind === undefined ? [] : [['kind', run.kind] as const]),
    ...(run.platform === undefined ? [] : [['platform', run.platform] as const]),
    ['revision', seen === '' ? 'unknown' : seen],
    ...(run.expectedRevision === undefined
      ? []
      : [['revision.expected', run.expectedRevision] as const]),
    ...revisions.map(([service, revision]) => [`revision.${service}`, revision] as const),
    ...run.targets.map(({ service, url }) => [`target.${service}`, url] as const),
    ['run.id', run.id],
    ['run.startedAt', run.startedAt],
    ['run.host', run.host],
    ['run.requests', String(run.requests)],
    ['run.version', run.version],
    ['verdict', verdict],
    ['decision', decision],
    ['exitCode', String(exitCode)],
    ['headline', headline],
  ]
  return properties.map(([name, value]) => [name, bounded(value, VALUE_MAX)])
}
