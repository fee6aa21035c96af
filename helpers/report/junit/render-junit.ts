import type { RunRecord } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { compareText } from '../../text/words.ts'
import { comparisonInShort } from '../words/comparison.ts'
import { placeLine } from '../words/places.ts'
import { byUrgency, causesById, runName } from '../words/status-words.ts'
import { checkCase, type JunitCase, runCases, uniqueNames } from './cases.ts'
import { caseXml, inAttribute, seconds, timestamp } from './xml.ts'

/**
 * `junit.xml`, valid against the Surefire schema (maven-surefire, surefire-test-report.xsd). That schema knows
 * no `testsuites`, and a `testsuite` inside another neither, so the run is one `testsuite` at the root, which
 * Jenkins, GitLab, GitHub's and Azure's importers all take; environment, place and suite are the first parts of
 * `classname`, which Jenkins shows as the package and GitLab as the suite. It knows no `hostname`: that is a property.
 * What is red stands first, since many readers keep the order of the file.
 */
export function renderJunit(record: RunRecord): string {
  const { run } = record
  const cases = uniqueNames([...runCases(record), ...checkCases(record)].map(shown))
  const count = (kind: JunitCase['outcome']['kind']): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length
  const name = inAttribute(`post-deploy-smoke ${runName(run)}`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${name}" time="${seconds(run.durationMs)}"${timestamp(run.startedAt, 0)} tests="${cases.length}" errors="${count('error')}" skipped="${count('skipped')}" failures="${count('failure')}">`,
    '  <properties>',
    ...suiteProperties(record).map(
      ([key, value]) => `    <property name="${inAttribute(key)}" value="${inAttribute(value)}"/>`,
    ),
    '  </properties>',
    ...cases.map((one) => caseXml(one, run.startedAt)),
    '</testsuite>',
    '',
  ].join('\n')
}

function checkCases({ checks, rootCauses, run }: RunRecord): readonly JunitCase[] {
  const causes = causesById(rootCauses)
  return byUrgency(checks).map((check) => checkCase(check, causes.get(check.id), run))
}

/** Names as an importer will read them: what is only different before escaping is not unique after it. */
function shown(one: JunitCase): JunitCase {
  return { ...one, classname: printable(one.classname), name: printable(one.name) }
}

const VALUE_MAX = 1000

/** What is true of the whole run, as name and value. */
export function suiteProperties(record: RunRecord): readonly (readonly [string, string])[] {
  const { run, verdict, decision, exitCode, headline, comparison } = record
  const revisions = Object.entries(run.revisions).sort(([a], [b]) => compareText(a, b))
  const seen = [...new Set(revisions.map(([, revision]) => revision))].join(', ')
  const properties: readonly (readonly [string, string])[] = [
    ['environment', run.environment],
    ...(run.place === undefined ? [] : [['place', run.place] as const]),
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
    ...(comparison === undefined ? [] : [['comparison', comparisonInShort(comparison)] as const]),
    ...(record.places ?? []).map((one) => [`place.${one.place}`, placeLine(one)] as const),
  ]
  return properties.map(([name, value]) => [name, bounded(value, VALUE_MAX)])
}
