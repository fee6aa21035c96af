import type { Asked } from '../../http/exchange.ts'
import type { Code } from '../../record/code.ts'
import { type Evidence, type Finding, type Severity, saw } from '../../record/finding.ts'
import { CODE_TABLE } from '../codes/code-table.ts'

/** The words of a finding; `severity` only if the policy of the environment overrules the table. */
export interface FindingWords {
  readonly promise: string
  readonly expected: string
  readonly got: string
  /** A plain sentence is evidence of the kind `saw`. */
  readonly evidence?: readonly (Evidence | string)[]
  readonly subject?: string
  readonly summary?: string
  readonly writes?: string
  readonly said?: string
  readonly severity?: Severity
  readonly nextSteps?: readonly string[]
  readonly culprit?: 'this-run' | 'unclear'
  readonly undecided?: true
}

/**
 * Builds a finding about one request, or about something else that is given in words. Severity comes from the code's
 * table, the trace id from the request.
 */
export function findingOf(
  code: Code,
  service: string,
  about: Asked | string,
  words: FindingWords,
): Finding {
  const { severity = CODE_TABLE[code].severity ?? 'failure', ...rest } = words
  const evidence = evidenceOf(words.evidence)
  if (typeof about === 'string') return { code, service, severity, asked: about, ...rest, evidence }
  const asked = `${about.method} ${about.url}`
  return { code, service, severity, asked, ...rest, evidence, traceId: about.traceId, at: about.at }
}

/** The finding with more evidence after its own. */
export function withEvidence(finding: Finding, more: readonly (Evidence | string)[]): Finding {
  return { ...finding, evidence: [...finding.evidence, ...evidenceOf(more)] }
}

function evidenceOf(items: readonly (Evidence | string)[] = []): readonly Evidence[] {
  return items.map((item) => (typeof item === 'string' ? saw(item) : item))
}
