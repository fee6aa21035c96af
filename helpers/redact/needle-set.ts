import { BYTES_A_UNIT, ByteWriter, byteStream } from './byte-stream.ts'
import { decodedStreams } from './decoded-streams.ts'
import { NeedleBeginnings } from './needle-beginnings.ts'
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
 * needle is built in again only as often as that doubling takes; and none is built before a text holds the
 * beginning of a needle.
 */
export class NeedleSet {
  readonly #beginnings = new NeedleBeginnings()
  readonly #batches: Batch[] = []
  /** Nearly every text is passed over: what it is spelled into is used again. */
  #paper = new ByteWriter(4096)
  #pending: readonly Uint8Array[] = []

  add(needles: readonly Uint8Array[]): void {
    this.#pending = [...this.#pending, ...needles]
    for (const needle of needles) this.#beginnings.add(needle)
  }

  /** Where in the text they stand, in any encoding. */
  ranges(text: string): readonly Range[] {
    const plain = byteStream(text, this.#blankPaper(text.length * BYTES_A_UNIT))
    const streams = [plain, ...decodedStreams(plain)].filter((stream) =>
      this.#beginnings.areIn(stream),
    )
    if (streams.length === 0) return []
    this.#settle()
    return this.#batches.flatMap(({ finder }) =>
      streams.flatMap((stream) => needleRanges(text, stream, finder)),
    )
  }

  #blankPaper(size: number): ByteWriter {
    if (size > this.#paper.bytes.length) return new ByteWriter(size)
    this.#paper.length = 0
    return this.#paper
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
