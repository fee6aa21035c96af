import { decodeBody } from './content-coding.ts'
import type { Answer, Asked, Certificate, NoAnswer, Timing } from './exchange.ts'
import type { Failure } from './failure.ts'
import { joinHeaders } from './header-fields.ts'
import { readBody } from './read-body.ts'

/** The head of an answer. */
export interface Head {
  readonly status: number
  /** As in `Answer.headers`. */
  readonly headers: Readonly<Record<string, string>>
}

/** One answer while it comes. Words say which limit it passes, after the name of its host; then it is taken no further. */
export interface Incoming {
  start(status: number, raw: readonly Buffer[]): string | undefined
  piece(chunk: Uint8Array): string | undefined
  /** Undefined until the head has come that counts: informational ones precede it (RFC 9110 §15.2). */
  head(): Head | undefined
  /** Bytes of the body that came, kept or not. */
  bodyBytes(): number
  body(): Buffer
}

/** A server sends one or two: early hints, and that it is still at work. More would hold us up without end. */
const MOST_INFORMATIONAL = 100

/** @param method of the request. @param taken the body is read while it comes, and not kept. */
export function createIncoming(method: string, limitBytes: number, taken?: 'body'): Incoming {
  const store = createByteStore(limitBytes, taken)
  const beyond = (how: string) => `${how}, and the limit is ${limitBytes} bytes`
  let head: Head | undefined
  let informational = 0
  return {
    start(status, raw) {
      if (status < 200) {
        informational += 1
        return informational > MOST_INFORMATIONAL
          ? `more than ${MOST_INFORMATIONAL} informational answers came before any other`
          : undefined
      }
      head = { status, headers: joinHeaders(raw) }
      if (!hasBody(method, head)) return undefined
      const declared = Number(head.headers['content-length'] ?? 0)
      if (declared > limitBytes) return beyond(`the answer declares ${declared} bytes`)
      store.expect(declared)
      return undefined
    },
    piece: (chunk) =>
      store.add(chunk)
        ? undefined
        : beyond(`${store.size()} bytes of the body came and there was more`),
    head: () => head,
    bodyBytes: store.size,
    body: store.bytes,
  }
}

/** Whether a body follows the head; where none does, the length that it declares is that of another answer (RFC 9110 §8.6). */
export function hasBody(method: string, { status }: Head): boolean {
  return method !== 'HEAD' && status !== 304
}

/**
 * Bytes gathered up to a limit, in one buffer: a body dripped byte by byte would otherwise cost a
 * hundred bytes of memory for each of its own. Of a body that is `taken` they are counted, and none is kept.
 */
interface ByteStore {
  /** Makes room for what is announced, so that no more is held than comes; beyond the limit it is ignored. */
  expect(bytes: number): void
  /** False when the limit is passed; the chunk is then not kept. */
  add(chunk: Uint8Array): boolean
  /** All bytes offered, kept or not. */
  size(): number
  bytes(): Buffer
}

const FIRST_BYTES = 4_096

export function createByteStore(limitBytes: number, taken?: 'body'): ByteStore {
  let kept = Buffer.alloc(0)
  let length = 0
  let offered = 0
  const grow = (bytes: number) => {
    const grown = Buffer.allocUnsafe(bytes)
    kept.copy(grown, 0, 0, length)
    kept = grown
  }
  return {
    expect(bytes) {
      if (taken === undefined && bytes > kept.length && bytes <= limitBytes) grow(bytes)
    },
    add(chunk) {
      offered += chunk.length
      if (offered > limitBytes) return false
      if (taken !== undefined) return true
      if (offered > kept.length)
        grow(Math.min(limitBytes, Math.max(offered, kept.length * 2, FIRST_BYTES)))
      kept.set(chunk, length)
      length = offered
      return true
    },
    size: () => offered,
    bytes: () => kept.subarray(0, length),
  }
}

/** What one request over one connection brought, before anything is made of it. */
export type Sent = (Whole | Failed) & {
  readonly timing: Timing
  readonly certificate?: Certificate
}

export interface Whole extends Head {
  readonly kind: 'whole'
  readonly body: Buffer
  /** `closed`: by us, when enough of it had come. */
  readonly rest?: 'closed'
}

export interface Failed extends Failure {
  readonly kind: 'failed'
  /** `stale`: a kept connection was cut before a byte came, which says nothing about the deployment. */
  readonly connection: 'sound' | 'stale'
}

/** A fact but for how often it was asked. */
export type Read = Omit<Answer, 'tries' | 'earlier'> | Omit<NoAnswer, 'tries' | 'earlier'>

/** Makes the fact of what was sent and came: the body in clear, as text, and as JSON when it is. Only a compressed body takes time. */
export function readSent(sent: Sent, asked: Asked, bodyLimitBytes: number): Read | Promise<Read> {
  const { timing, certificate } = sent
  const about = { asked, timing, ...(certificate === undefined ? {} : { certificate }) }
  if (sent.kind === 'failed') {
    const { fault, detail } = sent
    return { kind: 'no-answer', ...about, fault, detail }
  }
  const { status, headers, rest } = sent
  // Assigned, not spread: a spread would read the body for good.
  const answerWith = (body: Buffer) =>
    Object.assign(readBody(body), {
      kind: 'answer' as const,
      ...about,
      status,
      headers,
      ...(rest && { rest }),
    })
  const encoding = headers['content-encoding']
  // The beginning of a compressed body cannot be decoded as a whole one.
  if (rest === 'closed' && encoding !== undefined) return answerWith(Buffer.alloc(0))
  if (encoding === undefined) return answerWith(sent.body)
  return decodeBody(sent.body, encoding, bodyLimitBytes).then((decoded) => {
    if ('bytes' in decoded) return answerWith(decoded.bytes)
    // Browsers decide over a preflight by its head, and read no body (Fetch standard, CORS-preflight fetch; Chromium 156).
    if (asked.method === 'OPTIONS') return answerWith(Buffer.alloc(0))
    return { kind: 'no-answer', ...about, ...unreadable(asked, status, decoded.problem) }
  })
}

/** Why an answer whose body cannot be read is none; `problem` in words that follow "the answer ". */
export function unreadable({ url }: Asked, status: number, problem: string): Failure {
  const detail = `${new URL(url).host}: the answer with status ${status} ${problem}`
  return { fault: 'http.malformed', detail }
}
