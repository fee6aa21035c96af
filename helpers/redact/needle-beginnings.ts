import type { ByteStream } from './byte-stream.ts'

/** Bytes of the shortest needle: from here on a piece of text is improbable enough to be replaced wherever it stands. */
export const SHORTEST_NEEDLE = 6

/**
 * How needles begin. A stream that holds no beginning holds no needle, whole or cut short, and most texts
 * of most runs hold none: they end here, before anything more costly is built.
 */
export class NeedleBeginnings {
  /** Which two bytes begin a needle: most places are passed over with this alone. */
  readonly #pairs = new Uint8Array(65_536)
  readonly #beginnings = new Set<number>()

  /** @param needle at least `SHORTEST_NEEDLE` bytes. */
  add(needle: Uint8Array): void {
    this.#pairs[pair(needle, 0)] = 1
    this.#beginnings.add(beginning(needle, 0))
  }

  areIn({ bytes, length }: ByteStream): boolean {
    for (let at = 0; at <= length - SHORTEST_NEEDLE; at += 1)
      if (this.#pairs[pair(bytes, at)] === 1 && this.#beginnings.has(beginning(bytes, at)))
        return true
    return false
  }
}

function pair(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
}

/** The first six bytes as one number, which holds 53 bits. */
function beginning(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let index = at; index < at + SHORTEST_NEEDLE; index += 1)
    value = value * 256 + (bytes[index] ?? 0)
  return value
}
