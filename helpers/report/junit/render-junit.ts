import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { compareText } from '../../text/words.ts'
import { checkCase, type JunitCase, runCases, uniqueNames } from './cases.ts'
import { caseXml, escapeXml, seconds } from './xml.ts'

/**
 * `junit.xml`, valid against the Surefire schema (maven-surefire, surefire-test-report.xsd). That schema knows
 * no `testsuites`, and a `testsuite` inside another neither, so the run is one `testsuite` at the root, which
 * Jenkins, GitLab, GitHub's and Azure's importers all take; the suites are the first part of `classname`, which
 * Jenkins shows as the package and GitLab as the suite. It knows no `timestamp` and no `hostname` either: both
 * are properties.
 */
export function renderJunit(record: RunRecord): string {
  const cases = uniqueNames([...checkCases(record), ...runCases(record)].map(shown))
  const count = (kind: JunitCase['outcome']['kind']): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length
  const name = escapeXml(`post-deploy-smoke ${record.run.environment}`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${name}" time="${seconds(record.run.durationMs)}" tests="${cases.length}" errors="${count('error')}" skipped="${count('skipped')}" failures="${count('failure')}">`,
    '  <properties>',
    ...suiteProperties(record).map(
      ([key, value]) => `    <property name="${escapeXml(key)}" value="${escapeXml(value)}"/>`,
    ),
    '  </properties>',
    ...cases.map(caseXml),
    '</testsuite>',
    '',
  ].join('\n')
}

function checkCases({ checks, rootCauses }: RunRecord): readonly JunitCase[] {
  const causes = new Map<string, RootCause>()
  for (const cause of rootCauses)
    for (const id of cause.fails) if (!causes.has(id)) causes.set(id, cause)
  return [...checks]
    .sort((a, b) => compareText(a.id, b.id))
    .map((check) => checkCase(check, causes.get(check.id)))
}

/** Names as an importer will read them: what is only different before escaping is not unique after it. */
function shown(one: JunitCase): JunitCase {
  return { ...one, classname: printable(one.classname), name: printable(one.name) }
}

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
