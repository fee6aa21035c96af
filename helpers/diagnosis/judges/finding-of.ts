import type { Asked } from '../../http/exchange.ts'
import type { Code } from '../../record/code.ts'
import type { Finding, Severity } from '../../record/finding.ts'
import { CODE_TABLE } from '../codes/code-table.ts'

/** The words of a finding; `severity` only where the policy of the environment overrules the table. */
export interface FindingWords {
  readonly promise: string
  readonly expected: string
  readonly got: string
  readonly evidence?: readonly string[]
  readonly subject?: string
  readonly summary?: string
  readonly said?: string
  readonly severity?: Severity
  readonly nextSteps?: readonly string[]
  readonly culprit?: 'this-run'
}

/**
 * Builds a finding about one request (or about something else looked at, given in words), with the
 * severity of the code's table and the trace by which the request can be looked up.
 */
export function findingOf(
  code: Code,
  service: string,
  about: Asked | string,
  words: FindingWords,
): Finding {
  const { evidence = [], severity = CODE_TABLE[code].severity, ...rest } = words
  if (typeof about === 'string') return { code, service, severity, asked: about, evidence, ...rest }
  const asked = `${about.method} ${about.url}`
  return { code, service, severity, asked, evidence, ...rest, traceId: about.traceId, at: about.at }
}
