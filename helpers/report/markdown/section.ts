import { counted } from '../../text/words.ts'

/** A part of the summary that can be shortened by leaving out its last rows, each whole. */
export interface Section {
  readonly head: string
  readonly rows: Iterable<string>
  readonly foot: string
  /** What one row is, for the sentence that says how many were left out. */
  readonly row: string
  readonly count: number
}

/** Each item as a row, rendered only when it is asked for: a summary that is full asks for no more. */
export function* rows<T>(items: Iterable<T>, render: (item: T) => string): Generator<string> {
  for (const item of items) yield render(item)
}

/** For the sentence that says what was left out. */
const RESERVE_BYTES = 2048

/**
 * The sections one after another, within so many bytes: what does not fit is left out row by row from the
 * first that is too much, never within a row, so that no escape, code span or entity is cut in two; and it
 * is said what is missing and where it stands. The last part always stays.
 */
export function assemble(sections: readonly Section[], last: string, maxBytes: number): string {
  let left = maxBytes - Buffer.byteLength(last) - RESERVE_BYTES
  const out: string[] = []
  const missing: string[] = []
  for (const { head, rows, foot, row, count } of sections) {
    const frame = Buffer.byteLength(head) + Buffer.byteLength(foot)
    let written = 0
    if (frame < left) {
      left -= frame
      out.push(head)
      for (const text of rows) {
        const size = Buffer.byteLength(text)
        if (size > left) {
          left = 0
          break
        }
        left -= size
        out.push(text)
        written += 1
      }
      out.push(foot)
    } else left = 0
    if (written < count) missing.push(counted(count - written, row))
  }
  if (missing.length > 0)
    out.push(
      `> **Shortened:** ${missing.join(', ')} left out here, to stay under the size that GitHub shows. \`ctrf.json\` and \`junit.xml\` hold them all.\n\n`,
    )
  return out.join('') + last
}
