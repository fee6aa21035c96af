import type { Template } from './common.ts'

/** Bytes of a message, as they are written in a contract. */
export type BytesTemplate =
  /** Two digits a byte; blanks between them do not count. */
  | { readonly hex: string }
  | { readonly base64: string }
  /** A text in UTF-8; placeholders are filled. */
  | { readonly text: Template }
  /** How many bytes `of` has, and then these: MQTT, Protocol Buffers and MessagePack write texts so. */
  | { readonly length: 'u8' | 'u16' | 'u32' | 'varint'; readonly of: readonly BytesTemplate[] }

/** A message that is sent as a binary frame: its parts, one after the other. */
export interface BinaryMessage {
  readonly binary: BytesTemplate | readonly BytesTemplate[]
}

/** Whether a message is one of bytes: an object with the field `binary` alone. */
export function isBinaryMessage(message: unknown): message is BinaryMessage {
  if (typeof message !== 'object' || message === null || !('binary' in message)) return false
  return Object.keys(message).length === 1
}
