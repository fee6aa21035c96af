import { byteStream } from './byte-stream.ts'
import { decodedStreams } from './decoded-streams.ts'
import { NeedleFinder } from './needle-finder.ts'
import { needleRanges } from './needle-ranges.ts'
import type { Range } from './range.ts'

interface Batch {
  readonly needles: readonly Uint8Array[]
  readonly finder: NeedleFinder
}

/**
 * The needles looked for so far. Tokens are added one by one while the run goes on, and a finder is built
 * from all its needles at once: so there are a few finders, each at least twice as large as the next, and a
 * needle is built in again only as often as that doubling takes.
 */
export class NeedleSet {
  readonly #batches: Batch[] = []
  #pending: readonly Uint8Array[] = []

  add(needles: readonly Uint8Array[]): void {
    this.#pending = [...this.#pending, ...needles]
  }

  /** Where in the text they stand, in any encoding. */
  ranges(text: string): readonly Range[] {
    this.#settle()
    if (this.#batches.length === 0) return []
    const plain = byteStream(text)
    const streams = [plain, ...decodedStreams(plain)]
    return this.#batches.flatMap(({ finder }) =>
      streams.flatMap((stream) => needleRanges(text, stream, finder)),
    )
  }

  #settle(): void {
    if (this.#pending.length === 0) return
    let needles = this.#pending
    this.#pending = []
    for (
      let last = this.#batches.at(-1);
      last !== undefined && last.needles.length < needles.length * 2;
      last = this.#batches.at(-1)
    ) {
      needles = [...last.needles, ...needles]
      this.#batches.pop()
    }
    this.#batches.push({ needles, finder: new NeedleFinder(needles) })
  }
}
