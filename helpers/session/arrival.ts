import type { Exchange } from '../http/exchange.ts'

/** How waiting for one service ended; `last` is what it said at the end, so that a dead one is not asked again. */
export interface Arrival {
  readonly service: string
  readonly ready: boolean
  readonly waitedMs: number
  readonly history: readonly string[]
  /** Mixed: good and bad answers came in turns and never settled. */
  readonly settled: 'ready' | 'never-good' | 'mixed'
  readonly last: Exchange
}
