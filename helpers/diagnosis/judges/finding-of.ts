import type { Asked, Exchange } from '../../http/exchange.ts'
import type { Code } from '../../record/code.ts'
import { type Evidence, type Finding, type Severity, saw } from '../../record/finding.ts'
import { CODE_TABLE } from '../codes/code-table.ts'
import { describeExchange } from './describe-exchange.ts'

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
  readonly alone?: Code
  readonly said?: string
  readonly severity?: Severity
  readonly nextSteps?: readonly string[]
  readonly culprit?: 'this-run' | 'unclear'
  readonly undecided?: true
}

/** The same about an exchange, which says itself what came. */
type WordsOfExchange = Omit<FindingWords, 'got'> & Partial<Pick<FindingWords, 'got'>>

type About = Exchange | Asked | string

/**
 * Builds a finding about an exchange, about a request, or about something else that is given in words. Severity comes from
 * the code's table, the trace id from the request.
 */
export function findingOf<Of extends About>(
  code: Code,
  service: string,
  about: Of,
  words: Of extends Exchange ? WordsOfExchange : FindingWords,
): Finding {
  const given: WordsOfExchange = words
  const { severity = CODE_TABLE[code].severity ?? 'failure', evidence, ...rest } = given
  return {
    code,
    service,
    severity,
    ...whatOf(about),
    ...rest,
    evidence: evidenceOf(evidence),
  }
}

function whatOf(about: About): Pick<Finding, 'asked' | 'got' | 'traceId' | 'at'> {
  if (typeof about === 'string') return { asked: about, got: '' }
  if ('asked' in about) return { ...whatOf(about.asked), got: describeExchange(about) }
  const { method, url, traceId, at } = about
  return { asked: `${method} ${url}`, got: '', traceId, at }
}

/** The finding with more evidence after its own. */
export function withEvidence(finding: Finding, more: readonly (Evidence | string)[]): Finding {
  return { ...finding, evidence: [...finding.evidence, ...evidenceOf(more)] }
}

function evidenceOf(items: readonly (Evidence | string)[] = []): readonly Evidence[] {
  return items.map((item) => (typeof item === 'string' ? saw(item) : item))
}
