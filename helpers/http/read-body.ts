import type { Answer } from './exchange.ts'

/** Far more than health, tokens and refusals hold. */
const SMALL_BYTES = 65_536

const UTF_8 = new TextDecoder('utf-8')

/**
 * What a body says, in clear. Bytes that are not UTF-8 become U+FFFD; a byte order mark is no part of the text.
 * A run keeps a hundred answers: of a large body it keeps the bytes alone, and reads them when somebody looks.
 */
export function readBody(bytes: Buffer): Pick<Answer, 'text' | 'json'> {
  if (bytes.length <= SMALL_BYTES) {
    const text = UTF_8.decode(bytes)
    return { text, json: parseJsonBody(text) }
  }
  return {
    get text() {
      return lookAt(bytes).text
    },
    get json() {
      return lookAt(bytes).json
    },
  }
}

class Look {
  readonly bytes: Buffer
  readonly text: string
  #parsed: { readonly json: unknown } | undefined

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.text = UTF_8.decode(bytes)
  }

  get json(): unknown {
    this.#parsed ??= { json: parseJsonBody(this.text) }
    return this.#parsed.json
  }
}

/** What was looked at last, to the end of the turn: a judge looks at one answer many times in a row. */
let latest: Look | undefined

function lookAt(bytes: Buffer): Look {
  if (latest === undefined)
    queueMicrotask(() => {
      latest = undefined
    })
  if (latest?.bytes !== bytes) latest = new Look(bytes)
  return latest
}

/** Shorter texts hold nothing that costs much. */
const SHORT = 16_384
/** Far beyond what any API answers with, and cheap. */
const DEEPEST = 500
const MOST_VALUES = 50_000

/**
 * The text as JSON, or undefined when it is none (no JSON text means undefined). A megabyte of brackets is
 * tens of megabytes once parsed, and a run keeps a hundred answers: what is nested or crowded like that is no
 * answer of an API, and is left as text.
 */
export function parseJson(text: string): unknown {
  if (!MAY_BE_JSON.test(text) || (text.length > SHORT && isOverladen(text))) return undefined
  try {
    return JSON.parse(LONG_DIGITS.test(text) ? withWholeNumbers(text) : text)
  } catch {
    return undefined
  }
}

/** The JSON of an HTTP body, past what some servers put before it: their own clients take that off. */
export function parseJsonBody(text: string): unknown {
  return parseJson(BEFORE_JSON.test(text) ? text.replace(BEFORE_JSON, '') : text)
}

/**
 * `)]}',` and endless loops keep the JSON from being run as a script of another site (Angular's HttpClient, Gerrit, and
 * others); `0` is the type of the packet that opens a session (Engine.IO protocol v4, transport `polling`).
 */
const BEFORE_JSON = /^(?:\)\]\}'?,?\s*\n|while\s*\(1\);|for\s*\(;;\);|0(?=\{"))/

/** How a JSON text begins (RFC 8259 §2, §3). Others are not tried: an error costs 70 µs, and of most refusals nothing is read. */
const MAY_BE_JSON = /^[\t\n\r ]*[-\d"[{tfn]/

/** As many digits as the largest integer that a number holds exactly has (ECMA-262 §21.1.2.6). */
const LONG_DIGITS = /\d{16}/

/** A string of JSON, which stays as it is, or a long integer (RFC 8259 §6, §7). */
const STRING_OR_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g

/**
 * The same with every integer that a number cannot hold as a text of its digits: an id of 64 bits must come back in
 * the next path as it was given.
 */
function withWholeNumbers(text: string): string {
  return text.replace(STRING_OR_INTEGER, (found) =>
    found.startsWith('"') || String(Number(found)) === found ? found : `"${found}"`,
  )
}

/** Counts brackets and commas outside of strings. */
function isOverladen(text: string): boolean {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) at = endOfString(text, at)
    else if (unit === COMMA) values += 1
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      depth += 1
      values += 1
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth -= 1
    if (depth > DEEPEST || values > MOST_VALUES) return true
  }
  return false
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Where the string that begins there ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) return at
    if (unit === BACKSLASH) at += 1
  }
  return text.length
}
