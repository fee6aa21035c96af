import type { Answer } from '../exchange.ts'
import { parseJson } from '../parse-json.ts'

/** Far more than health, tokens and refusals hold. */
const SMALL_BYTES = 65_536

const UTF_8 = new TextDecoder('utf-8')

/**
 * What a body says, in clear. Bytes that are not UTF-8 become U+FFFD; a byte order mark is no part of the text.
 * A run keeps a hundred answers: of a large body it keeps the bytes alone, and reads them when somebody looks.
 */
export function bodyOf(bytes: Buffer): Pick<Answer, 'text' | 'json'> {
  if (bytes.length <= SMALL_BYTES) {
    const text = UTF_8.decode(bytes)
    return { text, json: parseJson(text) }
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
    this.#parsed ??= { json: parseJson(this.text) }
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
