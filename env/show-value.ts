import { createHash } from 'node:crypto'
import { printable, REDACTED } from '../helpers/text/quote.ts'
import { hideUserinfo, redactUrl } from '../helpers/url/redact-url.ts'
import type { Variable } from './variable.ts'

const LONGEST_SHOWN = 300
/** Shorter secrets may be words: neither their length nor a fingerprint is shown. */
const SHORTEST_DESCRIBED = 16
/** 24 bits: enough to see that two places hold different keys, too few to find the key. */
const FINGERPRINT_DIGITS = 6

/**
 * A variable's value for logs. A secret is shown by its length and a fingerprint, so that a reader can
 * distinguish two places with different keys; URLs lose user names and queries; invisible characters are spelt out.
 */
export function showValue(kind: Variable['kind'], value: string): string {
  if (kind === 'secret') return showSecret(value)
  const text = readable(kind, value)
  const shown = printable(text.slice(0, LONGEST_SHOWN))
  return text.length > LONGEST_SHOWN ? `${shown}… (${text.length} characters)` : shown
}

function readable(kind: Variable['kind'], value: string): string {
  if (kind === 'url' || kind === 'websocket-url') return redactUrl(value.trim())
  return value.includes('//') ? hideUserinfo(value.trim()) : value
}

function showSecret(value: string): string {
  if (value.length < SHORTEST_DESCRIBED)
    return `${REDACTED} (under ${SHORTEST_DESCRIBED} characters)`
  const print = createHash('sha256').update(value).digest('hex').slice(0, FINGERPRINT_DIGITS)
  return `${REDACTED} (${value.length} characters, fingerprint ${print})`
}
