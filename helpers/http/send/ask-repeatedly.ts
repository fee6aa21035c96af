import { setTimeout as sleep } from 'node:timers/promises'
import type { Asked, Exchange } from '../exchange.ts'
import type { Follower } from '../read/follower.ts'
import { type Read, readSent } from '../read/read-sent.ts'
import { retryAfter } from '../retry-after.ts'
import { newTraceId, traceparentOf } from '../trace-context.ts'
import { askAgainAfter, type Tried } from './ask-again.ts'
import type { Connection } from './connection.ts'
import type { Prepared } from './prepare-request.ts'
import { type Sent, sendOnce } from './send-once.ts'

/** One request that was sent, and what it brought. */
export interface EndedRequest {
  readonly request: Prepared
  readonly read: Read
  /** How long it waited for its turn; 0 for one that is asked again. */
  readonly turnMs: number
}

export interface AskTerms {
  readonly timeoutMs: number
  readonly bodyLimitBytes: number
  readonly heldUpMs: (since: number) => number
  readonly onSend: () => void
  readonly follow?: Follower
  readonly onEnd?: (ended: EndedRequest) => void
  /** Whether the origin has answered anything before. */
  readonly contact: () => Tried['contact']
  /** Reading of the clock when the request was wanted; it may have waited for its turn since. */
  readonly wantedAt: number
  /** Aborted when the run is stopped. */
  readonly stop: AbortSignal
  readonly now: () => number
}

/** One request with its tries under one deadline and one trace. */
export async function askRepeatedly(
  connection: Connection,
  request: Prepared,
  terms: AskTerms,
): Promise<Exchange> {
  const { stop, now } = terms
  const beganAt = now()
  const leftMs = () => beganAt + terms.timeoutMs - now()
  const traceId = newTraceId()
  const earlier: string[] = []

  const send = () => {
    terms.onSend()
    return sendOnce(connection, request, {
      ...terms,
      traceparent: traceparentOf(traceId),
      budgetMs: Math.max(1, leftMs()),
      heldUpMs: () => terms.heldUpMs(beganAt),
    })
  }

  for (let tries = 1; ; tries += 1) {
    const at = new Date().toISOString()
    const asked: Asked = { method: request.method, url: request.url.href, at, traceId }
    if (stop.aborted) return cancelled(asked, earlier)
    const triedAt = now()
    const sent = await sendFresh(connection, request, send, stop)
    const isAsBrowsers = request.headers['accept-encoding'] !== 'identity'
    const unknownCoding = isAsBrowsers ? 'as-it-is' : 'refused'
    const read = await readSent(sent, asked, terms.bodyLimitBytes, unknownCoding)
    const turnMs = tries === 1 ? beganAt - terms.wantedAt : 0
    terms.onEnd?.({ request, read, turnMs })
    const tried = {
      tries,
      met: metBy(read),
      tookMs: now() - triedAt,
      leftMs: leftMs(),
      contact: terms.contact(),
    }
    const pauseMs = request.again === 'never' ? undefined : askAgainAfter(tried)
    if (pauseMs === undefined) return Object.assign(read, { tries, earlier })
    earlier.push(inWords(read))
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => {})
  }
}

/**
 * A kept connection may die at any moment without a word (gunicorn after 2 s, uvicorn and Node after 5 s, some balancers
 * far sooner), and that is no flake of the deployment. What must not be sent twice goes out on a connection of its own
 * (RFC 9112 §9.3.1); anything else is sent once more on a fresh one, when the kept one died before a byte of the answer came.
 */
async function sendFresh(
  connection: Connection,
  request: Prepared,
  send: () => Promise<Sent>,
  stop: AbortSignal,
): Promise<Sent> {
  if (request.repeatable === 'no' || request.connection === 'fresh') connection.discard()
  const first = await send()
  const stale = first.kind === 'failed' && first.connection === 'stale'
  const last = stale && request.repeatable === 'yes' && !stop.aborted ? await send() : first
  connection.rest()
  return last
}

function metBy(read: Read): Tried['met'] {
  if (read.kind === 'no-answer') return { fault: read.fault }
  return {
    status: read.status,
    retryAfterMs: retryAfter(read.headers['retry-after'], Date.now()),
  }
}

function inWords(read: Read): string {
  const after = `after ${Math.round(read.timing.totalMs)} ms`
  return read.kind === 'answer'
    ? `status ${read.status} ${after}`
    : `${read.fault} ${after}: ${read.detail}`
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
