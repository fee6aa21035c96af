import { isGatewaySilence, type NoAnswerFault } from '../exchange.ts'

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
  /** Whether the origin has answered anything before. */
  readonly contact: 'first' | 'known'
}

/** Asked again at most twice, as README says under "What is sent". */
const MOST_TRIES = 3
/** Long enough for a connection being replaced, short enough not to be noticed; jittered, so that checks do not come back in step. */
const PAUSE_MS = { least: 100, most: 400 }
/**
 * The same after a refusal by an origin that has never answered: it is not being replaced, it is not there, and waiting for
 * it is what `--wait` is for. With the pauses above a dead service cost 0.5 s more than a passing check's whole run.
 */
const FIRST_CONTACT_PAUSE_MS = { least: 20, most: 60 }
/** A try that failed at once says nothing about how long a good one takes. */
const LEAST_TRY_MS = 100

/**
 * How long to pause before an idempotent request is asked again; undefined when what came stands.
 *
 * - A refused or cut connection may be a server being replaced; 502, 503 and 504 say so themselves.
 * - A timeout has used the deadline up, and a dead service must cost one timeout only: never again. Nor is a gateway that
 *   has waited for the app: forty routes behind one that gives up after 2.5 s took 81 s.
 * - A name that does not resolve, a bad certificate and nonsense on the wire do not heal in a second.
 * - There must be as much time left as this try took, else the second try would only time out and a
 *   true 503 would read as silence.
 * - `Retry-After` is obeyed when it fits; a longer one is no reason to give up, it only is not waited for.
 */
export function askAgainAfter(
  { tries, met, tookMs, leftMs, contact }: Tried,
  random: () => number = Math.random,
): number | undefined {
  if (tries >= MOST_TRIES || !canHeal(met, tookMs)) return undefined
  const room = leftMs - Math.max(tookMs, LEAST_TRY_MS)
  const isAbsent = contact === 'first' && 'fault' in met && met.fault === 'tcp.refused'
  const { least, most } = isAbsent ? FIRST_CONTACT_PAUSE_MS : PAUSE_MS
  const jittered = least + random() * (most - least)
  const wanted = 'status' in met ? (met.retryAfterMs ?? 0) : 0
  const pause = wanted <= room ? Math.max(wanted, jittered) : jittered
  return pause <= room ? pause : undefined
}

function canHeal(met: Tried['met'], tookMs: number): boolean {
  if ('status' in met)
    return [502, 503, 504].includes(met.status) && !isGatewaySilence(met.status, tookMs)
  return met.fault === 'tcp.refused' || met.fault === 'http.reset'
}
