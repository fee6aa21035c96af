import type { ByteStream } from './byte-stream.ts'
import type { NeedleFinder } from './needle-finder.ts'
import type { Range } from './range.ts'

/** So many bytes of a secret's beginning give it away, wherever the rest went. */
const TELLING = 16

/** So many do where the text says that it was cut: `"s3cr3t-b"… (97 more characters)`. */
const TELLING_AT_CUT = 8
const CUT = /["'\\ ]{0,3}(?:…|\.\.\.)/y

/** Where in the text needles stand, whole or cut short, in order and without overlaps. */
export function needleRanges(
  text: string,
  stream: ByteStream,
  finder: NeedleFinder,
): readonly Range[] {
  const ranges: Range[] = []
  const { bytes, starts, ends, length } = stream
  const mark = (from: number, to: number): void => {
    let start = starts[from] ?? 0
    const end = ends[to - 1] ?? 0
    for (let last = ranges.at(-1); last !== undefined && start <= last.end; last = ranges.at(-1)) {
      start = Math.min(start, last.start)
      ranges.pop()
    }
    ranges.push({ start, end })
  }
  finder.scan(
    bytes,
    length,
    (end, size) => mark(end - size, end),
    (end, size) => {
      if (size >= TELLING || (size >= TELLING_AT_CUT && isCut(text, ends[end - 1] ?? 0)))
        mark(end - size, end)
    },
  )
  return ranges
}

function isCut(text: string, at: number): boolean {
  CUT.lastIndex = at
  return CUT.test(text)
}
