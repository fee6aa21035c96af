import type { Connection } from './connection.ts'
import { pause } from './deadline.ts'
import { type Asked, type Exchange, isGatewaySilence, type NoAnswerFault } from './exchange.ts'
import { retryAfter } from './header-fields.ts'
import type { Sent } from './receive.ts'
import { type Read, readSent } from './receive.ts'
import { newTraceId, type Prepared, traceparentOf } from './request.ts'
import { type SendTerms, sendOnce } from './send-once.ts'

/** One request that was sent, and what it brought. */
export interface EndedRequest {
  readonly request: Prepared
  readonly read: Read
  /** How long it waited for its turn; 0 for one that is asked again. */
  readonly turnMs: number
}

/** `timeoutMs` is the deadline of all tries and pauses together. */
export interface AskTerms extends SendTerms {
  /** How long this process was held up since a reading of the clock, milliseconds. */
  readonly heldUpMs: (since: number) => number
  /** Called before each try. */
  readonly onSend: () => void
  readonly onEnd?: ((ended: EndedRequest) => void) | undefined
  /** Whether the origin has answered anything before. */
  readonly contact: () => Tried['contact']
  /** Reading of the clock when the request was wanted; it may have waited for its turn since. */
  readonly wantedAt: number
}

/** Sends one request, and where that may help, sends it again: all tries have one deadline and one trace. */
export async function askWithRetries(
  connection: Connection,
  request: Prepared,
  terms: AskTerms,
): Promise<Exchange> {
  const { stop, now } = terms
  const beganAt = now()
  const leftMs = () => beganAt + terms.timeoutMs - now()
  const traceId = newTraceId()
  const earlier: string[] = []

  const send = (budgetMs = Math.max(1, leftMs())) => {
    terms.onSend()
    return sendOnce(connection, request, terms, {
      traceparent: traceparentOf(traceId),
      budgetMs,
      heldUpMs: () => terms.heldUpMs(beganAt),
    })
  }

  for (let tries = 1; ; tries += 1) {
    const at = new Date().toISOString()
    const asked: Asked = { method: request.method, url: request.url.href, at, traceId }
    if (stop.aborted) return cancelled(asked, earlier)
    const triedAt = now()
    if (request.repeatable === 'no' || request.connection === 'fresh') connection.discard()
    // What this process takes until it sends is not taken from the first deadline.
    const first = await send(tries === 1 ? terms.timeoutMs : undefined)
    const sent = mayBeSentOnceMore(first, request) && !stop.aborted ? await send() : first
    const reading = readSent(sent, asked, terms.bodyLimitBytes)
    const read = reading instanceof Promise ? await reading : reading
    const turnMs = tries === 1 ? beganAt - terms.wantedAt : 0
    terms.onEnd?.({ request, read, turnMs })
    const tried = {
      tries,
      met: metBy(read),
      tookMs: now() - triedAt,
      leftMs: leftMs(),
      contact: terms.contact(),
    }
    const pauseMs = request.again === 'never' ? undefined : retryDelayMs(tried)
    if (pauseMs === undefined) return Object.assign(read, { tries, earlier })
    earlier.push(metInWords(read))
    await pause(pauseMs, stop)
  }
}

/**
 * A kept connection may die at any moment without a word (gunicorn after 2 s, uvicorn and Node after 5 s, some balancers
 * far sooner), and that is no flake of the deployment. What must not be sent twice goes out on a connection of its own
 * (RFC 9112 §9.3.1); anything else is sent once more on a fresh one, when the kept one died before a byte of the answer came.
 */
function mayBeSentOnceMore(first: Sent, { repeatable }: Prepared): boolean {
  return first.kind === 'failed' && first.connection === 'stale' && repeatable === 'yes'
}

function metBy(read: Read): Tried['met'] {
  if (read.kind === 'no-answer') return { fault: read.fault }
  return {
    status: read.status,
    retryAfterMs: retryAfter(read.headers['retry-after'], Date.now()),
  }
}

/** What a try met, as the history of a later answer says it. */
export function metInWords(read: Read): string {
  const after = `after ${Math.round(read.timing.totalMs)} ms`
  return read.kind === 'answer'
    ? `status ${read.status} ${after}`
    : `${read.fault} ${after}: ${read.detail}`
}

/** The second answer, with what the first try met. */
export function withHistory(second: Exchange, first: Exchange): Exchange {
  const earlier = [...first.earlier, metInWords(first)]
  return { ...second, tries: first.tries + second.tries, earlier }
}

function cancelled(asked: Asked, earlier: readonly string[]): Exchange {
  const detail = 'the run was stopped before the request was sent'
  return {
    kind: 'no-answer',
    asked,
    fault: 'own.cancelled',
    detail,
    timing: { totalMs: 0 },
    tries: Math.max(1, earlier.length),
    earlier,
  }
}

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
 * The same after a refusal by an origin that has never answered, which is asked again once: it is not being replaced, it is
 * not there, and waiting for it is what `--wait` is for. A whole run of a passing check takes 0.3 s.
 */
const FIRST_CONTACT = { tries: 2, pauseMs: { least: 20, most: 60 } }
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
 * - `Retry-After` is obeyed (RFC 9110 §10.2.3): where the time that it names does not fit, nothing is asked again.
 */
export function retryDelayMs(
  { tries, met, tookMs, leftMs, contact }: Tried,
  random: () => number = Math.random,
): number | undefined {
  const isAbsent = contact === 'first' && 'fault' in met && met.fault === 'tcp.refused'
  if (tries >= (isAbsent ? FIRST_CONTACT.tries : MOST_TRIES) || !canHeal(met, tookMs))
    return undefined
  const room = leftMs - Math.max(tookMs, LEAST_TRY_MS)
  const { least, most } = isAbsent ? FIRST_CONTACT.pauseMs : PAUSE_MS
  const jittered = least + random() * (most - least)
  const wanted = 'status' in met ? (met.retryAfterMs ?? 0) : 0
  const pause = Math.max(wanted, jittered)
  return pause <= room ? pause : undefined
}

function canHeal(met: Tried['met'], tookMs: number): boolean {
  if ('status' in met)
    return [502, 503, 504].includes(met.status) && !isGatewaySilence(met.status, tookMs)
  return met.fault === 'tcp.refused' || met.fault === 'http.reset'
}
