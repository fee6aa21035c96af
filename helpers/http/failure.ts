import { authorityOf, type Route } from './connect/route.ts'
import type { Passed } from './deadline.ts'
import type { NoAnswer } from './exchange.ts'
import { type Classified, ConnectFault, faultOfCode, type RequestPhase } from './fault-of-code.ts'

/** How much of an answer had come when a request failed. */
export interface Came {
  readonly status: number | undefined
  readonly bytes: number
  /** Of the body alone. */
  readonly bodyBytes: number
}

/** How far a connection was opened: the phase that it is in, and the address of its peer once it is connected. */
interface Reached {
  readonly phase: RequestPhase
  readonly address?: string
}

/** Why no answer came: the layer that failed, and what happened in one sentence. */
export type Failure = Pick<NoAnswer, 'fault' | 'detail'>

/** The failure of a passed deadline: that of the silent layer, or of this process, where it was held up. */
export function failureOf(passed: Passed, silence: Failure): Failure {
  const detail = `this process was held up, so it proves nothing that ${silence.detail}`
  return passed === 'held-up' ? { fault: 'own.lag', detail } : silence
}

/** The fault a passed deadline stands for, by the layer that was silent, and the sentence that says so. */
export function describeDeadline(
  { host, port, proxy }: Route,
  { phase, address }: Reached,
  came: Came,
  budgetMs: number,
): Failure {
  const via = proxy === undefined ? '' : ` through the proxy ${proxy.shown} (${proxy.variable})`
  const where = `${authorityOf({ host, port })}${via}`
  const within = `within ${Math.round(budgetMs)} ms`
  switch (phase) {
    case 'dns':
      return { fault: 'dns.unresolved', detail: `${where}: the resolver did not answer ${within}` }
    case 'tcp':
      return { fault: 'tcp.timeout', detail: `${where}: the connection was not accepted ${within}` }
    case 'proxy':
      return { fault: 'tcp.timeout', detail: `${where}: the proxy opened no way ${within}` }
    case 'tls':
      return {
        fault: 'tls.handshake-failed',
        detail: `${where}: connected, but TLS was not agreed ${within}`,
      }
    case 'http':
      return {
        fault: 'http.timeout',
        detail: `${where}: connected to ${address ?? 'it'}, but ${missing(came)} ${within}`,
      }
  }
}

/** The fault an error of undici stands for on this connection, and the sentence that says so. */
export function describeError(
  { route, timings }: { readonly route: Route; readonly timings: Reached },
  error: Error,
  came: Came,
): Failure {
  if (error instanceof ConnectFault) return { fault: error.fault, detail: error.message }
  const { fault, reason } = isSelfContradictory(error, came)
    ? ({
        fault: 'http.malformed',
        reason: 'the headers of the answer contradict each other',
      } as const)
    : classifyError(error, timings.phase)
  return {
    fault,
    detail: `${authorityOf(route)}: ${reason}; ${arrived(came) ?? 'nothing'} had come`,
  }
}

/** undici's word for a length and chunks in one answer is the same as for a body cut short. */
function isSelfContradictory(error: Error, { status }: Came): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && status === undefined
}

/** The bytes that had arrived, in words; undefined if none had. */
function arrived({ status, bytes, bodyBytes }: Came): string | undefined {
  if (status !== undefined) return `status ${status} and ${bodyBytes} bytes of the body`
  return bytes > 0 ? `${bytes} bytes` : undefined
}

function missing(came: Came): string {
  const before = arrived(came)
  if (before === undefined) return 'not one byte of an answer came'
  const what = came.status === undefined ? 'the headers of the answer were' : 'the answer was'
  return `after ${before} ${what} not complete`
}

/** Chains and bundles of errors deeper or longer than this are not looked into. */
const MOST_ERRORS = 32

/** The meaning of an error without a code of the table, by the phase of the request. */
const BY_PHASE: Readonly<Record<RequestPhase, Classified>> = {
  dns: { fault: 'dns.unresolved', reason: 'the name could not be resolved' },
  tcp: { fault: 'tcp.refused', reason: 'the connection could not be opened' },
  proxy: { fault: 'tcp.refused', reason: 'the proxy could not be used' },
  tls: { fault: 'tls.handshake-failed', reason: 'the TLS handshake failed' },
  http: { fault: 'http.malformed', reason: 'the answer could not be read' },
}

/** Of the errors of several addresses, the first of these is reported: a refusal is an answer, a missing route is only ours. */
const TELLING = ['ECONNREFUSED', 'ETIMEDOUT']

/**
 * The fault an error of Node or undici stands for, seen in the phase it came in: a reset while TLS is
 * being negotiated is not a reset of an answer. Looks through `cause` and `AggregateError` (one error
 * for each address tried, RFC 8305). Never throws, whatever was thrown.
 */
export function classifyError(error: unknown, phase: RequestPhase): Classified {
  const errors = errorsIn(error)
  const telling = TELLING.flatMap((code) => errors.filter((one) => textAt(one, 'code') === code))
  const [first] = [...telling, ...errors].flatMap((one) => classifyOne(one, phase) ?? [])
  return first ?? BY_PHASE[phase]
}

/** undici 7.30 gives no code where an answer with `Connection: close` ends before its last chunk. */
const ENDS_TOO_SOON = /\(Invalid EOF state\)$/

function classifyOne(error: unknown, phase: RequestPhase): Classified | undefined {
  const endsTooSoon =
    textAt(error, 'name') === 'HTTPParserError' &&
    ENDS_TOO_SOON.test(textAt(error, 'message') ?? '')
  const code = endsTooSoon ? 'HPE_INVALID_EOF_STATE' : textAt(error, 'code')
  if (code === undefined || !/^[A-Z][A-Z0-9_]{1,79}$/.test(code)) return undefined
  if (textAt(error, 'syscall') === 'getaddrinfo')
    return withCode(faultOfCode(code) ?? BY_PHASE.dns, code, 'dns')
  if (code === 'ETIMEDOUT') return withCode(timeoutIn(phase), code, phase)
  // undici's name for a 100 or 101 that the request did not ask for.
  if (code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)$/.test(textAt(error, 'message') ?? ''))
    return { fault: 'http.malformed', reason: 'the answer is not one to this request' }
  const meaning = faultOfCode(code)
  return meaning === undefined ? undefined : withCode(meaning, code, phase)
}

/**
 * An HTTP fault before HTTP was spoken is the fault of the layer that was being opened; but a connection
 * reset while connecting had been accepted, only our side had not heard of it yet.
 */
function withCode(meaning: Classified, code: string, phase: RequestPhase): Classified {
  const early =
    ['dns', 'proxy', 'tls'].includes(phase) &&
    meaning.fault.startsWith('http.') &&
    meaning.fault !== 'http.protocol'
  if (!early) return { fault: meaning.fault, reason: `${meaning.reason} (${code})` }
  const { fault, reason } = BY_PHASE[phase]
  const cut = meaning.fault === 'http.reset'
  return { fault, reason: `${cut ? 'the connection was closed' : reason} (${code})` }
}

function timeoutIn(phase: RequestPhase): Classified {
  if (phase === 'dns' || phase === 'tls') return BY_PHASE[phase]
  if (phase === 'http') return { fault: 'http.timeout', reason: 'the connection went silent' }
  return { fault: 'tcp.timeout', reason: 'the connection was not accepted in time' }
}

/** The error, what it bundles, and what caused it, outermost first. */
function errorsIn(error: unknown): readonly unknown[] {
  const found = new Set<unknown>([error])
  for (const one of found) {
    for (const bundled of listAt(one, 'errors')) found.add(bundled)
    const cause = read(one, 'cause')
    if (cause !== undefined) found.add(cause)
    if (found.size > MOST_ERRORS) break
  }
  // An aggregate carries the code of one of its errors: the errors themselves say more.
  const holdsMore = listAt(error, 'errors').length > 0
  return [...found].slice(holdsMore ? 1 : 0)
}

function listAt(thing: unknown, name: string): readonly unknown[] {
  try {
    const value = read(thing, name)
    return Array.isArray(value) ? value.slice(0, MOST_ERRORS) : []
  } catch {
    return []
  }
}

function textAt(error: unknown, name: string): string | undefined {
  const value = read(error, name)
  return typeof value === 'string' ? value : undefined
}

/** A property of anything: even a getter or a proxy that throws. */
function read(thing: unknown, name: string): unknown {
  try {
    return (thing as Record<string, unknown> | null | undefined)?.[name]
  } catch {
    return undefined
  }
}
