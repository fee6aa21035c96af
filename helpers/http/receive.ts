import { joinHeaders } from './header-fields.ts'

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
  const store = taken === 'body' ? createByteCount(limitBytes) : createByteStore(limitBytes)
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
 * hundred bytes of memory for each of its own.
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

export function createByteStore(limitBytes: number): ByteStore {
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
      if (bytes > kept.length && bytes <= limitBytes) grow(bytes)
    },
    add(chunk) {
      offered += chunk.length
      if (offered > limitBytes) return false
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

/** Keeps nothing. */
function createByteCount(limitBytes: number): ByteStore {
  let offered = 0
  return {
    expect() {},
    add(chunk) {
      offered += chunk.length
      return offered <= limitBytes
    },
    size: () => offered,
    bytes: () => Buffer.alloc(0),
  }
}
