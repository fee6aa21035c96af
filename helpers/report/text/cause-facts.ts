import type { Finding } from '../../diagnosis/finding.ts'
import type { RootCause } from '../run-record.ts'

export interface CauseFacts {
  /** The finding that a root cause is told by. */
  readonly main?: Finding
  /** What the evidence says beyond that finding. */
  readonly evidence: readonly string[]
}

/**
 * A root cause's main finding, told fact by fact, and the lines of its evidence that add to it: those that
 * only repeat one of its facts after a label (`asked: GET …`) are left out.
 */
export function causeFacts({ findings, evidence }: RootCause): CauseFacts {
  const main = findings[0]
  if (main === undefined) return { evidence }
  const { promise, asked, expected, got } = main
  const told = new Set([
    ...Object.entries({ promise, promised: promise, asked, expected, got }).map(
      ([label, fact]) => `${label}: ${fact}`,
    ),
    ...(main.traceId === undefined
      ? []
      : [`trace ${main.traceId}`, `trace ${main.traceId}, sent ${main.at}`]),
  ])
  return { main, evidence: evidence.filter((line) => !told.has(line)) }
}
