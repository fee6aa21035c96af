import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import type { JunitCase, JunitOutcome } from './cases.ts'

/** What a list of tests can show; the element's text holds the rest. */
const MESSAGE_MAX = 1000

/** A `testcase` element, its children in the order of the Surefire schema. */
export function caseXml({ classname, name, durationMs, outcome, output }: JunitCase): string {
  const open = `<testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="${seconds(durationMs)}"`
  const children = [
    ...outcomeXml(outcome),
    ...(output === undefined ? [] : [`<system-out>${escapeXml(output, 'keep')}</system-out>`]),
  ]
  if (children.length === 0) return `  ${open}/>`
  return [`  ${open}>`, ...children.map((child) => `    ${child}`), '  </testcase>'].join('\n')
}

function outcomeXml(outcome: JunitOutcome): readonly string[] {
  if (outcome.kind === 'passed') return []
  const message = ` message="${escapeXml(bounded(outcome.message, MESSAGE_MAX))}"`
  if (outcome.kind === 'skipped')
    return [`<skipped${message}>${escapeXml(bounded(outcome.message, MESSAGE_MAX))}</skipped>`]
  const text = escapeXml(outcome.text, 'keep')
  return [`<${outcome.kind}${message} type="${escapeXml(outcome.type)}">${text}</${outcome.kind}>`]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Text for the inside of an XML element, or, with newlines escaped, of an attribute. What XML 1.0 cannot
 * hold even as a reference (§2.2) is a visible escape; `]]>` cannot arise, since every `>` is a reference.
 */
export function escapeXml(text: string, newlines: 'keep' | 'escape' = 'escape'): string {
  return printable(text, newlines).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Twelve days: longer than any run, and short enough never to be written with an exponent. */
const MOST_MS = 1e9

/** Milliseconds as the Surefire schema writes a time: seconds with three decimals. */
export function seconds(ms: number): string {
  const safe = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MOST_MS) : 0
  return (safe / 1000).toFixed(3)
}
