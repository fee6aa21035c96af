import { REDACTED } from '../text/quote.ts'

/** A piece of a text: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Where a text holds what looks like a secret, known or not. */
export function lookAlikes(text: string): readonly Range[] {
  return [...tokenRanges(text), ...schemeRanges(text), ...parameterRanges(text)]
}

/**
 * A JWT, or a part of one of at least 12 characters: `{"` in base64url, with which every JWT begins, or the same encoded
 * once more, as subprotocols carry it.
 */
const TOKEN = /eyJ[\w.=-]{9,}|ZXlK[\w.=-]{8,}/g

function tokenRanges(text: string): readonly Range[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => range(index, token))
}

/** A scheme, and the characters of credentials behind it (RFC 6750 §2.1), with `%` for those that were encoded once more. */
const SCHEME = /(?:bearer|basic|authorization:)(?:[ \t]|%20|\+)+(?=([A-Za-z0-9._~+/=%-]*))/gi

/** A digit, a sign inside, a capital after the first letter, or more letters than a word has. */
const RANDOM = /\d|[._~+/=%-]+[A-Za-z0-9]|[A-Za-z][A-Z]|.{24}/

/**
 * Credentials behind `Bearer`, `Basic` or the bare header's name. Plain words do not count, or our own prose
 * ("a Bearer token is refused") would lose its object; nor do the parameters of a challenge (`realm="…"`).
 */
function schemeRanges(text: string): readonly Range[] {
  return [...text.matchAll(SCHEME)].flatMap(({ 0: scheme, 1: run = '', index }) =>
    RANDOM.test(run) ? [range(index + scheme.length, run)] : [],
  )
}

/**
 * A name that ends like that of a secret, and what leads to its value: `access_token=`, `ticket%3D`,
 * `"client_secret": "`, the same with its quotation marks escaped, or `cookie: `.
 */
const NAME =
  /(?:token|ticket|secret|passw(?:or)?d|signature|jwt|assertion|session_?id|(?:api|simulation)[_-]?key|authorization|cookie)(?:(?:=|%3d)(\\{0,4}["'])?|\\{0,4}["'][ \t]*[:=][ \t]*(\\{0,4}["'])|(?<=cookie):[ \t]*)/gi

/** A bare value ends at a blank, a delimiter, or what closes the text around it. */
const BARE = /[^\s&;,"'<>)`\\…]*/y

/** A header's value ends with its line. */
const LINE = /[^\r\n"'<>`\\…]*/y

/** The values of parameters, JSON members and headers whose names say that they are secret. */
function parameterRanges(text: string): readonly Range[] {
  const ranges: Range[] = []
  NAME.lastIndex = 0
  for (let match = NAME.exec(text); match !== null; match = NAME.exec(text)) {
    const start = NAME.lastIndex
    if (text.startsWith(REDACTED, start)) continue
    const quote = match[1] ?? match[2]
    const run = match[0].includes(':') ? LINE : BARE
    run.lastIndex = start
    const value =
      quote === undefined
        ? withoutStop(run.exec(text)?.[0] ?? '', text[run.lastIndex])
        : text.slice(start, closing(text, quote, start))
    if (value !== '') ranges.push(range(start, value))
    NAME.lastIndex = start + value.length
  }
  return ranges
}

/** A colon or a full stop before a blank, or the end of a part, is of the sentence around the value. */
function withoutStop(value: string, next = ' '): string {
  return /[\s),;]/.test(next) ? value.replace(/[.:]$/, '') : value
}

/** The quotation mark that closes, past any that are escaped; the rest of the text if there is none. */
function closing(text: string, quote: string, start: number): number {
  let end = text.indexOf(quote, start)
  while (end > start && text[end - 1] === '\\') end = text.indexOf(quote, end + 1)
  return end === -1 ? text.length : end
}

/** Where in a text the piece stands that was found at `start`. */
export function range(start: number, found: string): Range {
  return { start, end: start + found.length }
}
