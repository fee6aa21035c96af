import { MARKER } from './marker.ts'
import { SHORTEST_NEEDLE } from './needle-beginnings.ts'
import { NeedleSet } from './needle-set.ts'
import { parameterRanges } from './parameter-ranges.ts'
import type { Range } from './range.ts'
import { schemeRanges } from './scheme-ranges.ts'
import { secretForms } from './secret-forms.ts'
import { tokenRanges } from './token-ranges.ts'
import { wordRanges } from './word-ranges.ts'

export interface Redactor {
  /** The text with every secret, and whatever looks like one, replaced by `[redacted]`. */
  redact(text: string): string
  /** From now on this too is a secret: a token that was obtained, a cookie that was set. */
  add(secret: string): void
  /** Plain data, with every text in it redacted, keys included; anything else is handed back as it is. */
  redactDeep<T>(value: T): T
}

/**
 * So much of a secret is looked for. Nothing that can be used is longer, and a server may call a megabyte a
 * token: looking for all of that in every encoding takes a gigabyte.
 */
const LONGEST = 8192

/** The names of members come again with every note: so many texts, and so short, are remembered to be clean. */
const NAMES = 1024
const NAME_LENGTH = 64

/** A signed token in its compact form (RFC 7515 §3.1); the group is its signature. */
const JWT = /^eyJ[\w-]+\.[\w-]+\.([\w-]{16,})$/

/**
 * Takes secrets out of texts: those it was given, in every encoding that tools apply (base64 at any
 * alignment, percent, JSON, HTML, hex, nested, split over lines, cut short), and whatever looks like a JWT, a
 * Bearer or Basic credential, or the value of a `token=`-like parameter, known or not. Secrets shorter than
 * six characters are replaced only as whole words: `admin` must not blank half a report. Linear in the text.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const needles = new NeedleSet()
  const words = new Set<string>()
  const known = new Set<string>()
  const unread: string[] = []
  const clean = new Set<string>()
  let shortest = Number.POSITIVE_INFINITY

  const add = (secret: string): void => {
    if (known.has(secret)) return
    known.add(secret)
    clean.clear()
    // Spelling a secret out is dear, and most runs have little to redact: it waits for the first text.
    unread.push(secret)
    shortest = Math.min(shortest, secret.length, SHORTEST_NEEDLE)
    // Error pages take tokens apart; header and payload are known by their looks.
    const signature = JWT.exec(secret)?.[1]
    if (signature !== undefined) add(signature)
  }
  for (const secret of secrets) add(secret)

  const spellOut = (): void => {
    for (const secret of unread.splice(0)) {
      const forms = secretForms(secret.slice(0, LONGEST))
      needles.add(forms.needles)
      for (const word of forms.words) words.add(word)
    }
  }

  const redact = (text: string): string => {
    if (text.length < shortest && text.length < SHORTEST_NEEDLE) return text
    if (clean.has(text)) return text
    spellOut()
    const redacted = replaceRanges(text, [
      ...needles.ranges(text),
      ...[...words].flatMap((word) => wordRanges(text, word)),
      ...tokenRanges(text),
      ...schemeRanges(text),
      ...parameterRanges(text),
    ])
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
    if (!open || start > done) result += `${text.slice(done, start)}${MARKER}`
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
