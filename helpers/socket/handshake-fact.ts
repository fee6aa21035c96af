import type { Answer, Asked, NoAnswer, Timing } from '../http/exchange.ts'

/**
 * What a WebSocket handshake brought back (RFC 6455 §4): open, refused by an HTTP answer, broken, no
 * answer, or never sent. Texts are raw; a selected subprotocol may be the token itself.
 */
export type Handshake = Opened | Refused | Broken | Unanswered | Unsent

/** 101 and a valid accept key. */
export interface Opened {
  readonly kind: 'opened'
  readonly asked: Asked
  /** What the server selected; '' when it selected none. */
  readonly subprotocol: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: Timing
}

/** An HTTP answer other than 101, with the headers and at most 64 KiB of the body that refused it. */
export interface Refused {
  readonly kind: 'refused'
  readonly asked: Asked
  readonly answer: Answer
}

/** A 101 that breaks RFC 6455 §4.1: wrong accept key, a subprotocol or extension not offered, none when one is required. */
export interface Broken {
  readonly kind: 'broken'
  readonly asked: Asked
  readonly fault:
    | 'accept-key'
    | 'subprotocol-missing'
    | 'subprotocol-not-offered'
    | 'upgrade-header'
    | 'extension-not-offered'
  readonly detail: string
  /** Those of the 101. */
  readonly headers: Readonly<Record<string, string>>
  readonly timing: Timing
}

export interface Unanswered {
  readonly kind: 'no-answer'
  readonly asked: Asked
  readonly noAnswer: NoAnswer
}

/** The token or a header cannot be put on the wire in this way (a blank in a subprotocol): nothing was sent, nothing is known. */
export interface Unsent {
  readonly kind: 'not-sent'
  readonly asked: Asked
  /** What cannot be sent, without its value. */
  readonly detail: string
}

/** One frame as it came. `json` is undefined when the text is not JSON; binary frames have `binary: true` and text ''. */
export interface Frame {
  readonly text: string
  readonly json: unknown
  readonly binary: boolean
  /** Of a binary frame: how long it is, and its first 16 bytes. */
  readonly bytes?: { readonly length: number; readonly hex: string }
  /** All bytes of a binary frame. */
  readonly data?: Buffer
  /** Milliseconds since the connection opened. */
  readonly atMs: number
}

/** The connection ended: a close frame (RFC 6455 §7.4), or 1006 when it just stopped. */
export interface Closed {
  readonly code: number
  readonly reason: string
  /** The side that began it. */
  readonly by: 'server' | 'us'
  readonly atMs: number
}

/** A connection's end: closed, or ended by us because of what the server sent. */
export type Ending =
  | { readonly kind: 'closed'; readonly closed: Closed }
  /** More, or larger, frames than a connection may cost us. */
  | { readonly kind: 'flood'; readonly detail: string }
  | {
      readonly kind: 'broken-frame'
      readonly fault: FrameFault
      readonly detail: string
      /** The code of a close frame that may not stand in one (RFC 6455 §7.4.2), such as 401 or 1006. */
      readonly closeCode?: number
    }

/** The rule of RFC 6455 a frame breaks: §8.1, §5.2 (bits, opcode, length), §5.1 (mask), §5.4, §7.4. */
export type FrameFault =
  | 'utf8'
  | 'reserved-bits'
  | 'opcode'
  | 'mask'
  | 'control'
  | 'close-code'
  | 'length'

/** Nothing came in time; or this process was held up, which proves nothing. */
export type Waited =
  | { readonly kind: 'silence'; readonly waitedMs: number; readonly waitedFor: string }
  | { readonly kind: 'held-up'; readonly waitedMs: number; readonly waitedFor: string }

/** What waiting for a frame brought: the frame, or what came instead. `seen` are the frames that did not match, oldest first, the last 50. */
export type Heard = ({ readonly kind: 'frame'; readonly frame: Frame } | Ending | Waited) & {
  readonly seen: readonly Frame[]
}
