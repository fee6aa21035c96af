import { decodeBody } from './content-coding.ts'
import type { Answer, Asked, NoAnswer } from './exchange.ts'
import type { Failure } from './failure.ts'
import { parseJsonBody } from './parse-json.ts'
import type { Sent } from './send-once.ts'

/** A fact but for how often it was asked. */
export type Read = Omit<Answer, 'tries' | 'earlier'> | Omit<NoAnswer, 'tries' | 'earlier'>

/** Makes the fact of what was sent and came: the body in clear, as text, and as JSON when it is. */
export async function readSent(
  sent: Sent,
  asked: Asked,
  bodyLimitBytes: number,
  unknownCoding: 'refused' | 'as-it-is' = 'refused',
): Promise<Read> {
  const { timing, certificate } = sent
  const about = { asked, timing, ...(certificate === undefined ? {} : { certificate }) }
  if (sent.kind === 'failed') {
    const { fault, detail } = sent
    return { kind: 'no-answer', ...about, fault, detail }
  }
  const { status, headers, rest } = sent
  // Assigned, not spread: a spread would read the body for good.
  const answerWith = (body: Buffer) =>
    Object.assign(bodyOf(body), {
      kind: 'answer' as const,
      ...about,
      status,
      headers,
      ...(rest && { rest }),
    })
  const encoding = headers['content-encoding']
  // The beginning of a compressed body cannot be decoded as a whole one.
  if (rest === 'closed' && encoding !== undefined) return answerWith(NOTHING)
  if (encoding === undefined) return answerWith(sent.body)
  const decoded = await decodeBody(sent.body, encoding, bodyLimitBytes, unknownCoding)
  if ('bytes' in decoded) return answerWith(decoded.bytes)
  // Browsers decide over a preflight by its head, and read no body (Fetch standard, CORS-preflight fetch; Chromium 156).
  if (asked.method === 'OPTIONS') return answerWith(NOTHING)
  return { kind: 'no-answer', ...about, ...unreadable(asked, status, decoded.problem) }
}

/** Why an answer whose body cannot be read is none; `problem` in words that follow "the answer ". */
export function unreadable({ url }: Asked, status: number, problem: string): Failure {
  const detail = `${new URL(url).host}: the answer with status ${status} ${problem}`
  return { fault: 'http.malformed', detail }
}

const NOTHING = Buffer.alloc(0)

/** Far more than health, tokens and refusals hold. */
const SMALL_BYTES = 65_536

const UTF_8 = new TextDecoder('utf-8')

/**
 * What a body says, in clear. Bytes that are not UTF-8 become U+FFFD; a byte order mark is no part of the text.
 * A run keeps a hundred answers: of a large body it keeps the bytes alone, and reads them when somebody looks.
 */
function bodyOf(bytes: Buffer): Pick<Answer, 'text' | 'json'> {
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
