import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import type { ReadinessResult } from './readiness-result.ts'

/** What the checks of one run start from. */
export interface RunInput {
  readonly contract: Contract
  readonly target: Target
  readonly writes: 'allowed' | 'refused'
  readonly runId: string
  readonly startedAtMs: number
  readonly suites: readonly SuiteName[]
  /** How waiting for each service ended; empty if nothing was waited for. */
  readonly readiness: readonly ReadinessResult[]
  readonly version: string
  /** The proxy variables of the command's environment, under the names they have there. */
  readonly proxyEnv: Readonly<Record<string, string>>
  /** PEM of the embedded reference deployment's own root, if a fault gave it one. */
  readonly extraCa?: string
}

/** The suites in the order of reports: cheap and fundamental first. */
export const SUITE_NAMES = [
  'config',
  'health',
  'tokens',
  'trust',
  'websocket',
  'golden-path',
  'frontend',
] as const

export type SuiteName = (typeof SUITE_NAMES)[number]
