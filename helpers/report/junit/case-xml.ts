import { bounded } from '../../text/bounded.ts'
import { escapeXml } from './escape-xml.ts'
import type { JunitCase, JunitOutcome } from './junit-case.ts'
import { seconds } from './seconds.ts'

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
