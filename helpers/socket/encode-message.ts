import { type BytesTemplate, isBinaryMessage } from '../../contracts/schema/bytes.ts'

/**
 * A filled message of a contract, as it is sent: a text frame, or for bytes a binary one. JSON ends with `separator` where
 * the protocol has one; `{ raw }` is sent as it stands. The result may hold the token.
 */
export function encodeMessage(message: unknown, separator = ''): string | Buffer {
  if (isRaw(message)) return message.raw
  if (isBinaryMessage(message)) return bytesOf([message.binary].flat())
  return `${JSON.stringify(message) ?? 'null'}${separator}`
}

function isRaw(message: unknown): message is { readonly raw: string } {
  if (typeof message !== 'object' || message === null || !('raw' in message)) return false
  return typeof message.raw === 'string' && Object.keys(message).length === 1
}

function bytesOf(parts: readonly BytesTemplate[]): Buffer {
  return Buffer.concat(parts.map(bytesOfPart))
}

function bytesOfPart(part: BytesTemplate): Buffer {
  if ('hex' in part) return Buffer.from(part.hex.replaceAll(/\s/g, ''), 'hex')
  if ('base64' in part) return Buffer.from(part.base64, 'base64')
  if ('text' in part) return Buffer.from(part.text, 'utf8')
  const of = bytesOf(part.of)
  return Buffer.concat([lengthOf(of.length, part.length), of])
}

const WIDTHS = { u8: 1, u16: 2, u32: 4 } as const

/** A number in network order (RFC 1700), or in groups of 7 bits, the least first (MQTT 3.1.1 §2.2.3, Protocol Buffers). */
function lengthOf(count: number, form: 'u8' | 'u16' | 'u32' | 'varint'): Buffer {
  if (form === 'varint') return varint(count)
  const width = WIDTHS[form]
  const buffer = Buffer.alloc(width)
  // A text that is too long for its field wraps around, and the server refuses the message.
  buffer.writeUIntBE(count % 256 ** width, 0, width)
  return buffer
}

function varint(count: number): Buffer {
  const bytes: number[] = []
  let rest = count
  do {
    const more = rest > 127 ? 128 : 0
    bytes.push((rest % 128) + more)
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Buffer.from(bytes)
}
