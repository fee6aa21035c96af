import type { TargetWire } from '../../env/target-wire.ts'
import type { ArrivalWire } from './arrival-wire.ts'
import type { SuiteName } from './suite-names.ts'

/** The input of the worker that runs the checks: plain data, cloned across threads. */
export interface Briefing {
  readonly contractFile: string
  readonly target: TargetWire
  readonly writes: 'allowed' | 'refused'
  readonly runId: string
  readonly startedAtMs: number
  readonly suites: readonly SuiteName[]
  readonly readiness: readonly ArrivalWire[]
  readonly version: string
  /** The proxy variables of the command's environment, under the names they have there. */
  readonly proxyEnv: Readonly<Record<string, string>>
  /** PEM of the embedded reference deployment's own root, when a fault gave it one. */
  readonly extraCa?: string
}
