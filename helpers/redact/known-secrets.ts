import { REDACTED } from '../text/quote.ts'
import { type ByteStream, byteStream, decodedStreams } from './byte-stream.ts'
import { listedStream } from './listed-bytes.ts'
import { type Range, range } from './look-alikes.ts'
import { BEGINNING, type SecretForms, SHORTEST_FORM } from './secret-forms.ts'

/** Bytes of a beginning that are enough where the text says that it was cut: `"s3cr3t-b"… (97 more characters)`. */
const BEGINNING_AT_CUT = 8

/** Bytes of a whole form that are enough in another case: the hex of the shortest secret that is looked for everywhere. */
const SHORTEST_IN_ANY_CASE = 2 * SHORTEST_FORM

/** What a text has behind a piece that was cut. */
const CUT = /["'\\ ]{0,3}(?:…|\.\.\.)/y

/** The secrets that a run knows so far, and where a text holds them. */
export class KnownSecrets {
  /** Which two bytes begin a form: nearly every place of nearly every text is passed over with this alone. */
  readonly #pairs = new Uint8Array(65_536)
  /** Forms by their first six bytes. */
  readonly #forms = new Map<number, Uint8Array[]>()
  readonly #words = new Map<string, RegExp>()

  add({ forms, words }: SecretForms): void {
    for (const word of words) this.#words.set(word, wordPattern(word))
    for (const form of forms) {
      this.#pairs[pair(form, 0)] = 1
      const first = beginning(form, 0)
      this.#forms.set(first, [...(this.#forms.get(first) ?? []), form])
    }
  }

  /** Where the text holds a secret, whole or cut short, in any encoding. */
  ranges(text: string): readonly Range[] {
    const plain = byteStream(text)
    return [
      ...[plain, ...decodedStreams(plain), ...listedStream(text)].flatMap((stream) =>
        this.#formsIn(stream, text),
      ),
      ...[...this.#words].flatMap(([word, pattern]) =>
        [...text.matchAll(pattern)].map(({ index }) => range(index, word)),
      ),
    ]
  }

  #formsIn({ bytes, starts, ends }: ByteStream, text: string): readonly Range[] {
    const ranges: Range[] = []
    /** Up to where the bytes are found to be secret. */
    let covered = 0
    for (let at = 0; at <= bytes.length - SHORTEST_FORM; at += 1) {
      if (this.#pairs[pair(bytes, at)] === 0) continue
      for (const form of this.#forms.get(beginning(bytes, at)) ?? []) {
        const inside = covered - at
        // A match that ends inside the covered bytes adds nothing.
        if (inside >= form.length || (inside > 0 && fold(form[inside]) !== fold(bytes[covered])))
          continue
        const size = sizeOfMatch(form, bytes, at)
        // In another case, as a host name or hex may have it, a long piece alone is no chance.
        const alike = size === form.length ? size : sizeOfMatch(form, bytes, at, 'in any case')
        const isAlike =
          alike >= BEGINNING || (alike === form.length && alike >= SHORTEST_IN_ANY_CASE)
        const found = isAlike ? alike : size
        const end = ends[at + found - 1] ?? 0
        if (
          found === form.length ||
          found >= BEGINNING ||
          (found >= BEGINNING_AT_CUT && isCut(text, end))
        ) {
          ranges.push({ start: starts[at] ?? 0, end })
          covered = Math.max(covered, at + found)
        }
      }
    }
    return ranges
  }
}

function pair(bytes: ArrayLike<number>, at: number): number {
  return fold(bytes[at]) * 256 + fold(bytes[at + 1])
}

/** Six bytes as one number, which holds 53 bits. */
function beginning(bytes: ArrayLike<number>, at: number): number {
  let value = 0
  for (let index = at; index < at + SHORTEST_FORM; index += 1)
    value = value * 256 + fold(bytes[index])
  return value
}

/** A letter of ASCII in lower case; every other byte as it is. */
function fold(byte = 0): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}

/** How many bytes of the form stand at that place. */
function sizeOfMatch(
  form: Uint8Array,
  bytes: readonly number[],
  at: number,
  letters: 'as they are' | 'in any case' = 'as they are',
): number {
  const read = letters === 'in any case' ? fold : (byte = -1) => byte
  let size = 0
  while (size < form.length && read(form[size]) === read(bytes[at + size])) size += 1
  return size
}

/** Whether the text says that it was cut at that place. */
function isCut(text: string, at: number): boolean {
  CUT.lastIndex = at
  return CUT.test(text)
}

/** What makes a short secret a part of a longer word. A marker too: the word was beside a secret, which is gone. */
const PART = String.raw`[\w\x80-\uffff]|${literally(REDACTED)}`

/** Finds a short secret where it is a word of its own. */
function wordPattern(word: string): RegExp {
  return new RegExp(`(?<!${PART})(?=(${literally(word)})(?!${PART}))`, 'g')
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
