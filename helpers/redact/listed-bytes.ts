import { ByteStream } from './byte-stream.ts'

/**
 * Six bytes or more, one by one: in decimal as JSON.stringify writes a Buffer of Node (`[115,117,…]`), in hex as
 * certificates have them (`73:75:…`), as dumps do (`73-75-…`), or as source code does (`0x73, 0x75, …`).
 */
const LIST =
  /\d{1,3}(?:\s*,\s*\d{1,3}){5,}|[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4,}|0x[\da-f]{1,2}(?:\s*,\s*0x[\da-f]{1,2}){5,}/gi

const NUMBER = /0x[\da-f]{1,2}|[\da-f]{1,3}/gi

/** The bytes of each list as a stream of its own, in which a secret stands as it is. */
export function listedStream(text: string): readonly ByteStream[] {
  return [...text.matchAll(LIST)].map(({ 0: list, 1: sign, index }) => {
    const stream = new ByteStream()
    for (const { 0: number, index: at } of list.matchAll(NUMBER)) {
      const isHex = sign !== undefined && !number.startsWith('0x')
      const value = Number(isHex ? `0x${number}` : number)
      const start = index + at
      if (value < 0x80) stream.character(value, start, start + number.length)
      else stream.byte(value & 0xff, start, start + number.length)
    }
    return stream
  })
}
