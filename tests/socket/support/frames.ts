import type { Frame } from '../../../helpers/socket/handshake-fact.ts'
import { encodeMessage } from '../../../helpers/socket/messages.ts'

export const any = () => true
export const soon = { ms: 2_000, for: 'a frame' }

/** Matches a frame of that type. */
export const typed = (type: string) => (frame: Frame) =>
  (frame.json as { type?: unknown } | null)?.type === type

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The bytes of a message as hexadecimal digits; a text in quotes. */
export const sent = (said: unknown, separator?: string) => {
  const encoded = encodeMessage(said, separator)
  return typeof encoded === 'string' ? JSON.stringify(encoded) : encoded.toString('hex')
}
