import type { RunRecord } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { compareText } from '../../text/words.ts'
import { comparisonInShort, placeLine } from '../words/run-words.ts'
import { byUrgency, causesById, runName } from '../words/status-words.ts'
import { checkCase, type JunitCase, type JunitOutcome, runCases, uniqueNames } from './cases.ts'

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
function suiteProperties(record: RunRecord): readonly (readonly [string, string])[] {
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

/** What a list of tests can show; the element's text holds the rest. */
const MESSAGE_MAX = 1000

/** A `testcase` element, its children in the order of the Surefire schema. */
function caseXml(
  { classname, name, durationMs, startMs, outcome, output }: JunitCase,
  runStartedAt: string,
): string {
  const open = `<testcase classname="${inAttribute(classname)}" name="${inAttribute(name)}" time="${seconds(durationMs)}"${timestamp(runStartedAt, startMs)}`
  const children = [
    ...outcomeXml(outcome),
    ...(output === undefined ? [] : [`<system-out>${inElement(output)}</system-out>`]),
  ]
  if (children.length === 0) return `  ${open}/>`
  return [`  ${open}>`, ...children.map((child) => `    ${child}`), '  </testcase>'].join('\n')
}

function outcomeXml(outcome: JunitOutcome): readonly string[] {
  if (outcome.kind === 'passed') return []
  const message = ` message="${inAttribute(bounded(outcome.message, MESSAGE_MAX))}"`
  if (outcome.kind === 'skipped')
    return [`<skipped${message}>${inElement(bounded(outcome.message, MESSAGE_MAX))}</skipped>`]
  const open = `${message} type="${inAttribute(outcome.type)}"`
  const text = inElement(outcome.text)
  if (outcome.kind === 'flaky')
    return [`<flakyFailure${open}><stackTrace>${text}</stackTrace></flakyFailure>`]
  return [`<${outcome.kind}${open}>${text}</${outcome.kind}>`]
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }

/**
 * Text for the inside of an XML element. What XML 1.0 cannot hold even as a reference (§2.2) is a visible escape.
 * No more characters are references than must be (§2.4): Allure 3.18.0 shows them as they are written.
 */
export function inElement(text: string): string {
  return printable(text, 'keep')
    .replace(/[&<]/g, (character) => ENTITIES[character] ?? '')
    .replaceAll(']]>', ']]&gt;')
}

/** The same for the value of an attribute in double quotes; newlines are visible escapes. */
export function inAttribute(text: string): string {
  return printable(text).replace(/[&<"]/g, (character) => ENTITIES[character] ?? '')
}

/** Dates end at 8.64e15 ms (ECMA-262 §21.4.1.1). */
const LAST_MS = 8.64e15

/** The attribute `timestamp`, in UTC and with its zone, which Allure 2.46.1 would else guess; none for a time that is none. */
function timestamp(runStartedAt: string, afterMs: number): string {
  const ms = Date.parse(runStartedAt) + Math.max(0, afterMs)
  // XML Schema writes years beyond 9999 in another way than ISO 8601 as Node does.
  return Math.abs(ms) < LAST_MS && new Date(ms).toISOString().length === 24
    ? ` timestamp="${new Date(ms).toISOString()}"`
    : ''
}

/** Twelve days: longer than any run, and short enough never to be written with an exponent. */
const MOST_MS = 1e9

/** Milliseconds as the Surefire schema writes a time: seconds with three decimals. */
function seconds(ms: number): string {
  const safe = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MOST_MS) : 0
  return (safe / 1000).toFixed(3)
}
