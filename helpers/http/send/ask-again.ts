import type { NoAnswerFault } from '../exchange.ts'

/** What a try brought, as far as asking again depends on it. */
export interface Tried {
  /** How many tries there were, this one included. */
  readonly tries: number
  readonly met:
    | { readonly status: number; readonly retryAfterMs: number | undefined }
    | { readonly fault: NoAnswerFault }
  /** How long this try took. */
  readonly tookMs: number
  /** What is left of the request's deadline. */
  readonly leftMs: number
}

/** Asked again at most twice, as README says under "What is sent". */
const MOST_TRIES = 3
/** Long enough for a connection being replaced, short enough not to be noticed; jittered, so that checks do not come back in step. */
const PAUSE_MS = { least: 100, most: 400 }
/** A try that failed at once says nothing about how long a good one takes. */
const LEAST_TRY_MS = 100

/**
 * How long to pause before an idempotent request is asked again; undefined when what came stands.
 *
 * - A refused or cut connection may be a server being replaced; 502, 503 and 504 say so themselves.
 * - A timeout has used the deadline up, and a dead service must cost one timeout only: never again.
 * - A name that does not resolve, a bad certificate and nonsense on the wire do not heal in a second.
 * - There must be as much time left as this try took, else the second try would only time out and a
 *   true 503 would read as silence.
 * - `Retry-After` is obeyed when it fits; a longer one is no reason to give up, it only is not waited for.
 */
export function askAgainAfter(
  { tries, met, tookMs, leftMs }: Tried,
  random: () => number = Math.random,
): number | undefined {
  if (tries >= MOST_TRIES || !canHeal(met)) return undefined
  const room = leftMs - Math.max(tookMs, LEAST_TRY_MS)
  const jittered = PAUSE_MS.least + random() * (PAUSE_MS.most - PAUSE_MS.least)
  const wanted = 'status' in met ? (met.retryAfterMs ?? 0) : 0
  const pause = wanted <= room ? Math.max(wanted, jittered) : jittered
  return pause <= room ? pause : undefined
}

function canHeal(met: Tried['met']): boolean {
  if ('status' in met) return [502, 503, 504].includes(met.status)
  return met.fault === 'tcp.refused' || met.fault === 'http.reset'
}
