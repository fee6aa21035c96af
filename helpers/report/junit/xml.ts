import { bounded, printable } from '../../text/quote.ts'
import type { JunitCase, JunitOutcome } from './cases.ts'

/** What a list of tests can show; the element's text holds the rest. */
const MESSAGE_MAX = 1000

/** A `testcase` element, its children in the order of the Surefire schema. */
export function caseXml(
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
export function timestamp(runStartedAt: string, afterMs: number): string {
  const ms = Date.parse(runStartedAt) + Math.max(0, afterMs)
  // XML Schema writes years beyond 9999 in another way than ISO 8601 as Node does.
  return Math.abs(ms) < LAST_MS && new Date(ms).toISOString().length === 24
    ? ` timestamp="${new Date(ms).toISOString()}"`
    : ''
}

/** Twelve days: longer than any run, and short enough never to be written with an exponent. */
const MOST_MS = 1e9

/** Milliseconds as the Surefire schema writes a time: seconds with three decimals. */
export function seconds(ms: number): string {
  const safe = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MOST_MS) : 0
  return (safe / 1000).toFixed(3)
}
