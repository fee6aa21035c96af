import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { printable } from '../../text/printable.ts'
import { compareText } from '../../text/words.ts'
import { caseXml } from './case-xml.ts'
import { checkCase } from './check-case.ts'
import { escapeXml } from './escape-xml.ts'
import type { JunitCase } from './junit-case.ts'
import { runCases } from './run-cases.ts'
import { seconds } from './seconds.ts'
import { suiteProperties } from './suite-properties.ts'
import { uniqueNames } from './unique-names.ts'

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
