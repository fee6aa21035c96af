import type { Phase } from './connect/connect-progress.ts'
import type { NoAnswerFault } from './exchange.ts'
import { faultOfCode } from './fault-of-code.ts'

/** The layer that failed, and why in our own words: an error's text may be the server's. */
export interface Classified {
  readonly fault: NoAnswerFault
  readonly reason: string
}

/** Chains and bundles of errors deeper or longer than this are not looked into. */
const MOST_ERRORS = 32

/** The meaning of an error without a code of the table, by the phase of the request. */
const BY_PHASE: Readonly<Record<Phase, Classified>> = {
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
export function classifyError(error: unknown, phase: Phase): Classified {
  const errors = errorsIn(error)
  const telling = TELLING.flatMap((code) => errors.filter((one) => textAt(one, 'code') === code))
  const [first] = [...telling, ...errors].flatMap((one) => classifyOne(one, phase) ?? [])
  return first ?? BY_PHASE[phase]
}

/** undici 7.30 gives no code where an answer with `Connection: close` ends before its last chunk. */
const ENDS_TOO_SOON = /\(Invalid EOF state\)$/

function classifyOne(error: unknown, phase: Phase): Classified | undefined {
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
function withCode(meaning: Classified, code: string, phase: Phase): Classified {
  const early =
    ['dns', 'proxy', 'tls'].includes(phase) &&
    meaning.fault.startsWith('http.') &&
    meaning.fault !== 'http.protocol'
  if (!early) return { fault: meaning.fault, reason: `${meaning.reason} (${code})` }
  const { fault, reason } = BY_PHASE[phase]
  const cut = meaning.fault === 'http.reset'
  return { fault, reason: `${cut ? 'the connection was closed' : reason} (${code})` }
}

function timeoutIn(phase: Phase): Classified {
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
