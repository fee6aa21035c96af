import fc from 'fast-check'
import { anyExchange } from './any-fact.ts'
import { anySamples } from './any-judge/judging.ts'

/** Whatever a second look at a good token may bring. */
export const anyLook = fc.record(
  {
    without: anyExchange,
    garbage: anyExchange,
    alone: anySamples,
    later: fc.record({ exchange: anyExchange, waitedMs: fc.nat(6_000) }),
    socket: fc.record({
      path: fc.string(),
      says: fc.constantFrom('accepted' as const, 'refused' as const),
    }),
    reach: fc.record({
      exchange: anyExchange,
      says: fc.constantFrom('unreachable' as const, 'reached' as const),
    }),
  },
  { requiredKeys: [] },
)
