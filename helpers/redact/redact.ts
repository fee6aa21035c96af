import { bounded, REDACTED } from '../text/quote.ts'
import { KnownSecrets } from './known-secrets.ts'
import { lookAlikes, type Range } from './look-alikes.ts'
import { SHORTEST_FORM, secretForms } from './secret-forms.ts'

export interface Redactor {
  /** The text with every secret, and whatever looks like one, replaced by `[redacted]`; at most `LONGEST_TEXT` of it. */
  redact(text: string): string
  /** From now on this too is a secret: a token that was obtained, a cookie that was set. */
  add(secret: string): void
  /** Plain data, with every text in it redacted, keys included; anything else is returned as it is. */
  redactDeep<T>(value: T): T
}

/**
 * Characters of a text that are looked at, and so of a secret that are looked for. A longer text is cut, and the
 * number of missing characters stands at its end. Findings quote at most 240 characters a piece; the longest text of
 * any fault or hostile server in tests/ has 5,490.
 */
export const LONGEST_TEXT = 8_192

/** Names of members are in every note: so many texts, at most so long, are remembered to hold no secret. */
const NAMES = 1024
const NAME_LENGTH = 64

/** A signed token in its compact form (RFC 7515 §3.1); the group is its signature. */
const JWT = /^eyJ[\w-]+\.[\w-]+\.([\w-]{16,})$/

/**
 * Takes secrets out of texts: those that it is given, in every encoding that tools apply (base64 at any
 * alignment, percent, JSON, HTML, hex, nested, split over lines, cut short), and whatever looks like a JWT, a
 * Bearer or Basic credential, or the value of a `token=`-like parameter. Secrets shorter than
 * six characters are replaced only as whole words: `admin` must not blank half a report.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const spelled = new KnownSecrets()
  const known = new Set<string>()
  const unread: string[] = []
  const clean = new Set<string>()
  let shortest = SHORTEST_FORM

  const add = (secret: string): void => {
    if (known.has(secret)) return
    known.add(secret)
    clean.clear()
    // Spelling a secret out costs time, and most runs have little to redact: it waits for the first text.
    unread.push(secret)
    shortest = Math.min(shortest, secret.length)
    // Error pages take tokens apart; header and payload are known by their looks.
    const signature = JWT.exec(secret)?.[1]
    if (signature !== undefined) add(signature)
  }
  for (const secret of secrets) add(secret)

  const redact = (whole: string): string => {
    const text = bounded(whole, LONGEST_TEXT)
    if (text.length < shortest || clean.has(text)) return text
    for (const secret of unread.splice(0)) spelled.add(secretForms(secret.slice(0, LONGEST_TEXT)))
    const redacted = replaceRanges(text, [...spelled.ranges(text), ...lookAlikes(text)])
    if (redacted === text && text.length <= NAME_LENGTH && clean.size < NAMES) clean.add(text)
    return redacted
  }

  return {
    redact,
    add,
    redactDeep: <T>(value: T): T => deep(value, redact, new Map()) as T,
  }
}

/** Ranges that overlap or touch become one marker. */
function replaceRanges(text: string, ranges: readonly Range[]): string {
  let result = ''
  let done = 0
  let open = false
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (!open || start > done) result += `${text.slice(done, start)}${REDACTED}`
    done = Math.max(done, end)
    open = true
  }
  return result + text.slice(done)
}

/** Defined, not assigned: a key may be `__proto__`. */
const PLAIN = { enumerable: true, writable: true, configurable: true }

function deep(
  value: unknown,
  redact: (text: string) => string,
  seen: Map<object, unknown>,
): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.has(value)) return seen.get(value)
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    seen.set(value, copy)
    for (const item of value) copy.push(deep(item, redact, seen))
    return copy
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  const copy: Record<string, unknown> = {}
  seen.set(value, copy)
  for (const [key, item] of Object.entries(value))
    Object.defineProperty(copy, redact(key), { ...PLAIN, value: deep(item, redact, seen) })
  return copy
}
