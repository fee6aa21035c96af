import { type Exchange, isSilence } from '../http/exchange.ts'
import type { AskOptions } from './ask-options.ts'

/** The most for a second try, milliseconds: an instance that has started meanwhile answers at once. */
const SECOND_TRY_MS = 3_000
/** The share of the deadline that a second try gets, so that routes that hang cost little more than one deadline. */
const SECOND_TRY_SHARE = 0.3

/** Methods that only read (RFC 9110 §9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a request may be sent once more where the first got no answer in time. */
export function mayRepeat(method: string, again: AskOptions['again']): boolean {
  return again === 'if-cold' || (SAFE.has(method) && again === undefined)
}

/** The deadline of a second try, by that of the first. */
export function secondTryMs(timeoutMs: number): number {
  return Math.min(SECOND_TRY_MS, timeoutMs * SECOND_TRY_SHARE)
}

/**
 * Distinguishes a service that was cold from one that hangs, among services that have answered something in this run: a
 * silent one costs one timeout. The first request of a service that may be repeated and got no answer in time is
 * sent once more. If that is answered, every other such request is sent once more too; if not, no other is, so that
 * hanging routes cost one short second try in all.
 */
export interface ColdStart {
  /** The exchange itself, or, where a second try was answered, that answer with the first try in its history. */
  settle(service: string, exchange: Exchange, again: () => Promise<Exchange>): Promise<Exchange>
}

export function createColdStart(): ColdStart {
  const alive = new Set<string>()
  const awake = new Map<string, Promise<boolean>>()

  const askAgain = async (exchange: Exchange, again: () => Promise<Exchange>) => {
    // The second try may find the service silent meanwhile: then the first one stands.
    const second = await again().catch(() => undefined)
    return second !== undefined && isAnswered(second) ? withHistory(second, exchange) : exchange
  }

  return {
    async settle(service, exchange, again) {
      if (isAnswered(exchange)) alive.add(service)
      const wasSlow = isSilence(exchange) && !isUnreached(exchange)
      if (!wasSlow || !alive.has(service)) return exchange
      const known = awake.get(service)
      if (known !== undefined) return (await known) ? askAgain(exchange, again) : exchange
      const settled = askAgain(exchange, again)
      awake.set(service, settled.then(isAnswered))
      return settled
    },
  }
}

function isAnswered(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && !isSilence(exchange)
}

/** No connection came about: no instance could have started meanwhile. */
function isUnreached(exchange: Exchange): boolean {
  return exchange.kind === 'no-answer' && exchange.fault === 'tcp.timeout'
}

/** The second answer, with what the first try met. */
export function withHistory(second: Exchange, first: Exchange): Exchange {
  const met =
    first.kind === 'no-answer'
      ? `${first.fault} after ${Math.round(first.timing.totalMs)} ms: ${first.detail}`
      : `status ${first.status}`
  return { ...second, tries: first.tries + second.tries, earlier: [...first.earlier, met] }
}
