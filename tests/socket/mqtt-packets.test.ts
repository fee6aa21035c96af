import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPacketReader, type PacketReader } from '../../helpers/socket/messages.ts'
import { sent } from './support/frames.ts'

describe('packets of MQTT', () => {
  const read = (reader: PacketReader, frame: Buffer) => {
    const packets = reader.read(frame)
    return typeof packets === 'string' ? [] : packets
  }

  test('are the same however frames cut them', () => {
    const packet = fc.uint8Array({ maxLength: 300 }).map((body) =>
      Buffer.from(
        sent({
          binary: [
            { hex: '30' },
            { length: 'varint', of: [{ base64: Buffer.from(body).toString('base64') }] },
          ],
        }),
        'hex',
      ),
    )
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 5 }), fc.array(fc.nat(1_600)), (packets, cuts) => {
        const stream = Buffer.concat(packets)
        const reader = createPacketReader(1_000)
        const marks = [
          0,
          ...cuts.filter((at) => at < stream.length).sort((a, b) => a - b),
          stream.length,
        ]
        const found = marks
          .slice(1)
          .flatMap((end, at) => read(reader, stream.subarray(marks[at], end)))
        expect(found).toEqual(packets)
      }),
    )
  })

  test.each([
    ['ffffffffff', 'a packet of MQTT with a length that is none'],
    ['30ffff7f', 'a packet of MQTT of 2097155 bytes; the limit is 1000'],
  ])('that begin with %s are refused', (hex, why) => {
    expect(createPacketReader(1_000).read(Buffer.from(hex, 'hex'))).toBe(why)
  })
})
