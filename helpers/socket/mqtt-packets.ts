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
        const length = lengthOf(rest)
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
function lengthOf(bytes: Buffer): number | 'more' | 'none' {
  let length = 0
  for (let at = 1; at <= MOST_LENGTH_BYTES; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) return 'more'
    length += (byte % 128) * 128 ** (at - 1)
    if (byte < 128) return 1 + at + length
  }
  return 'none'
}
