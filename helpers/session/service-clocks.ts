import type { Answer } from '../http/exchange.ts'

/** A time that a service wrote into an answer, and when it came by our clock; milliseconds since 1970. */
export interface Dated {
  readonly writtenMs: number
  readonly cameMs: number
}

/** How far the clocks of services are from ours, at most. */
export interface ServiceClocks {
  note(answer: Answer, service: string): void
  /** The answer that came the soonest after its Date; undefined where none had one. */
  soonest(service: string): Dated | undefined
}

/**
 * Keeps of each service the answer that came the soonest after its Date (RFC 9110 §6.6.1), which has whole seconds. No answer
 * comes before it is made: so the clock of the service is behind ours by no more than that, and of some dozens of
 * answers one was made at the beginning of a second.
 */
export function createServiceClocks(): ServiceClocks {
  const known = new Map<string, Dated>()
  return {
    note: ({ asked, timing, headers }, service) => {
      const writtenMs = Date.parse(headers.date ?? '')
      const cameMs = Date.parse(asked.at) + timing.totalMs
      const best = known.get(service)
      if (Number.isNaN(writtenMs)) return
      if (best === undefined || cameMs - writtenMs < best.cameMs - best.writtenMs)
        known.set(service, { writtenMs, cameMs })
    },
    soonest: (service) => known.get(service),
  }
}
