/**
 * What one HTTP request brought back, as a fact that no judge has seen yet: an answer, or no answer and
 * the layer that failed. Texts are raw, as the server sent them: they are data, and stand in a report only as
 * `helpers/text/quote.ts` quotes them.
 */
export type Exchange = Answer | NoAnswer

/** What was asked. `url` may carry a token in its query: it is redacted where it is printed. */
export interface Asked {
  readonly method: string
  readonly url: string
  /** When the request left, ISO 8601 in UTC by our clock. */
  readonly at: string
  /** The trace id of the `traceparent` header sent (W3C Trace Context): 32 hex digits. */
  readonly traceId: string
}

/** Milliseconds since the request was begun; absent where the phase did not happen (a reused connection). */
export interface Timing {
  readonly dnsMs?: number
  readonly tcpMs?: number
  readonly tlsMs?: number
  readonly firstByteMs?: number
  readonly totalMs: number
  /** Of the total, how long this process was held up, where it was: that is no fact about the deployment. */
  readonly heldUpMs?: number
}

/** The time of the deployment and the way to it, milliseconds: without what held up this process. */
export function ownTimeOf({ totalMs, heldUpMs = 0 }: Timing): number {
  return Math.max(0, totalMs - heldUpMs)
}

/** The certificate the server showed, whether or not it was accepted. */
export interface Certificate {
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  /** ISO 8601. */
  readonly validFrom: string
  readonly validTo: string
}

export interface Answer {
  readonly kind: 'answer'
  readonly asked: Asked
  readonly status: number
  /** Lower-case names; repeated headers joined with ", " except `set-cookie`, joined with "\n". */
  readonly headers: Readonly<Record<string, string>>
  /** `closed`: the body went on, and enough of it had come; `text` is at most its beginning. */
  readonly rest?: 'closed'
  /** The body decoded as UTF-8, at most the body limit long. */
  readonly text: string
  /** The body parsed as JSON whatever its content type says; undefined when it is not JSON. A large one is parsed again at each turn of the event loop. */
  readonly json: unknown
  readonly timing: Timing
  readonly certificate?: Certificate
  /** How often it was asked in all; more than 1 only for an idempotent request that met a transport fault or 502/503/504. */
  readonly tries: number
  /** What the earlier tries met, oldest first, in words; empty when tries is 1. */
  readonly earlier: readonly string[]
}

/**
 * Why no answer came. Each is the diagnosis code of the layer that failed, except `own.*`:
 * `own.lag` is a deadline that passed because this process was held up (never the deployment's
 * fault), `own.cancelled` an interrupted run.
 */
export type NoAnswerFault =
  | 'dns.unresolved'
  | 'tcp.refused'
  | 'tcp.timeout'
  | 'tls.hostname-mismatch'
  | 'tls.expired'
  | 'tls.untrusted'
  | 'tls.handshake-failed'
  | 'tls.client-certificate'
  | 'http.timeout'
  | 'http.reset'
  | 'http.malformed'
  | 'http.protocol'
  | 'own.lag'
  | 'own.cancelled'

export interface NoAnswer {
  readonly kind: 'no-answer'
  readonly asked: Asked
  readonly fault: NoAnswerFault
  /** What happened in one sentence, with the address, port and deadline in play. */
  readonly detail: string
  readonly timing: Timing
  readonly certificate?: Certificate
  readonly tries: number
  readonly earlier: readonly string[]
}

/**
 * The shortest wait after which a gateway's 502, 503 or 504 is the silence of the app in the gateway's words, milliseconds:
 * HAProxy 2.6.12 gives up after 3 s, lighttpd 1.4.69 after 2 to 4. An app that is being replaced is refused at once.
 */
const GATEWAY_WAIT_MS = 1_500

/** Whether a status that came after that time is a gateway's word for silence. */
export function isGatewaySilence(status: number, tookMs: number): boolean {
  return [502, 503, 504].includes(status) && tookMs >= GATEWAY_WAIT_MS
}

/** Whether the service was silent: it accepted the connection, or dropped the packets, and did not answer in time. */
export function isSilence(exchange: Exchange): boolean {
  return exchange.kind === 'answer'
    ? isGatewaySilence(exchange.status, ownTimeOf(exchange.timing))
    : exchange.fault === 'http.timeout' || exchange.fault === 'tcp.timeout'
}

/** Whether the service answered, and no gateway in place of its silence. */
export function isAnswered(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && !isSilence(exchange)
}
