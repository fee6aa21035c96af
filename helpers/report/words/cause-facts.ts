import type { Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'

export interface CauseFacts {
  /** The finding that a root cause shows. */
  readonly main?: Finding
  /** What the evidence says beyond that finding. */
  readonly evidence: readonly string[]
  /** The same without what was promised, asked and answered in further findings: only what supports the diagnosis. */
  readonly support: readonly string[]
}

/**
 * A root cause's main finding as facts, and the lines of its evidence that add to it: those that
 * only repeat one of its facts after a label (`asked: GET …`) are left out.
 */
export function causeFacts({ findings, evidence }: RootCause): CauseFacts {
  const main = findings[0]
  if (main === undefined) return { evidence, support: evidence }
  const facts = new Set(factLines(main))
  const all = new Set(findings.flatMap(factLines))
  return {
    main,
    evidence: evidence.filter((line) => !facts.has(line)),
    support: evidence.filter((line) => !all.has(line)),
  }
}

/** A finding's facts as the collector words them for the evidence. */
function factLines({ promise, asked, expected, got, traceId, at }: Finding): readonly string[] {
  return [
    `promised: ${promise}`,
    `asked: ${asked}`,
    `expected: ${expected}`,
    `got: ${got}`,
    ...(traceId === undefined ? [] : [`trace ${traceId}, sent ${at}`]),
  ]
}
