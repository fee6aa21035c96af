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

/**
 * Reads the messages in the frames of one connection: a text frame may hold several, with a separator behind each, and
 * binary frames may be a stream of packets. Of a packet that is none, or larger than is taken, it gives the reason in words.
 */
export function createMessageReader({
  separator,
  packets,
  maxPayloadBytes,
}: {
  readonly separator?: string
  readonly packets?: 'mqtt'
  readonly maxPayloadBytes: number
}): (frame: Buffer, kind: 'text' | 'binary') => Iterable<Buffer> | string {
  const reader = packets && createPacketReader(maxPayloadBytes)
  return (frame, kind) =>
    kind === 'text' ? messagesIn(frame, separator) : (reader?.read(frame) ?? [frame])
}

/** The messages of a text frame, without what ends each of them; the last one may lack it. */
function* messagesIn(frame: Buffer, separator: string | undefined): Generator<Buffer> {
  if (separator === undefined) {
    yield frame
    return
  }
  let from = 0
  while (from < frame.length) {
    const at = frame.indexOf(separator, from)
    const end = at === -1 ? frame.length : at
    if (end > from) yield frame.subarray(from, end)
    from = end + Buffer.byteLength(separator)
  }
}

/** Reads the packets of one connection out of its binary frames. */
export interface PacketReader {
  /** The packets that are complete now; of a length that is none, or more than is taken, the reason in words. */
  read(frame: Buffer): readonly Buffer[] | string
}

/** MQTT 3.1.1 §2.2.3: the length of a packet takes up to four bytes. */
const MOST_LENGTH_BYTES = 4

/** A frame may hold several packets of MQTT, or a part of one: brokers cut them anywhere (MQTT 3.1.1 §6.0; aedes 1.2.0 does). */
export function createPacketReader(maxBytes: number): PacketReader {
  let rest: Buffer = Buffer.alloc(0)
  return {
    read(frame) {
      rest = rest.length === 0 ? frame : Buffer.concat([rest, frame])
      const packets: Buffer[] = []
      for (;;) {
        const length = packetLength(rest)
        if (length === 'more') return packets
        if (length === 'none') return 'a packet of MQTT with a length that is none'
        if (length > maxBytes)
          return `a packet of MQTT of ${length} bytes; the limit is ${maxBytes}`
        if (rest.length < length) return packets
        packets.push(rest.subarray(0, length))
        rest = rest.subarray(length)
      }
    },
  }
}

/** The length of the first packet, head included; `more` while its head is not complete. */
function packetLength(bytes: Buffer): number | 'more' | 'none' {
  let length = 0
  for (let at = 1; at <= MOST_LENGTH_BYTES; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) return 'more'
    length += (byte % 128) * 128 ** (at - 1)
    if (byte < 128) return 1 + at + length
  }
  return 'none'
}
