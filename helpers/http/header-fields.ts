import type { Answer } from './exchange.ts'

/** A token of RFC 9110 §5.6.2: what methods, header names and subprotocols (RFC 6455 §4.1) are made of. */
export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** RFC 9110 §5.5: what a field value may not hold; anything beyond Latin-1 cannot be sent at all. */
export const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/

/**
 * The headers of an answer as the fact holds them: lower-case names, repeated ones joined with ", "
 * (RFC 9110 §5.3), except `set-cookie`, which may hold commas (RFC 6265 §3) and is joined with a line
 * feed. Bytes are read as Latin-1 (RFC 9110 §5.5). `raw` alternates names and values.
 */
export function joinHeaders(raw: readonly Buffer[]): Readonly<Record<string, string>> {
  // Without a prototype a header named `__proto__` is only a header.
  const joined: Record<string, string> = Object.create(null)
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toString('latin1').toLowerCase() ?? ''
    const value = raw[at + 1]?.toString('latin1').trim() ?? ''
    const before = joined[name]
    joined[name] =
      before === undefined ? value : before + (name === 'set-cookie' ? '\n' : ', ') + value
  }
  return joined
}

/**
 * The cookies an answer sets, by name (RFC 6265 §5.2); the last of two wins, and one it removes is not
 * there. Values are as they came, quotes included, so that they can be sent back.
 */
export function readCookies({ headers }: Pick<Answer, 'headers'>): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const line of (headers['set-cookie'] ?? '').split('\n')) {
    const [pair = '', ...attributes] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, equals)).trim()
    if (name === '') continue
    if (attributes.some(removes)) cookies.delete(name)
    else cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

/** `Max-Age` of zero or less, or the year 1970 that frameworks write. */
function removes(attribute: string): boolean {
  return /^\s*(max-age\s*=\s*(0|-\d+)\s*|expires\s*=.*\b1970\b.*)$/i.test(attribute)
}

/** Longer than any run waits; keeps sums of milliseconds exact. */
const MOST_SECONDS = 1e9

/**
 * How long a `Retry-After` asks to wait (RFC 9110 §10.2.3), in milliseconds from `nowMs` (since the
 * epoch): seconds, or an HTTP-date. A past date is 0; what is neither form is undefined, negative
 * numbers included; an absurd value is a long wait, which no deadline allows.
 */
export function retryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text), MOST_SECONDS) * 1_000
  const dateMs = httpDate(text)
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs)
}

/**
 * The three forms of RFC 9110 §5.6.7. `Date.parse` alone would take "-5" and "12 May" for dates, and
 * reads a form without a zone as local time.
 */
function httpDate(text: string): number | undefined {
  const gmt =
    /^[A-Z][a-z]{2,8}, \d{1,2}[ -][A-Z][a-z]{2}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$/.test(text)
  const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text)
  if (!gmt && !asctime) return undefined
  const ms = Date.parse(asctime ? `${text} GMT` : text)
  return Number.isNaN(ms) ? undefined : ms
}
