import {
  clauseAround,
  LONGEST_CLAUSE,
  type ModuleImport,
  readClause,
  type ScriptKind,
} from './import-clause.ts'
import { ScriptBrackets } from './script-brackets.ts'
import { commentAt, endOfComment, endOfPattern, endOfText, isOldComment } from './script-ends.ts'
import type { Scanned } from './script-syntax.ts'
import {
  type Before,
  beforeAt,
  beginOfToken,
  bracketOf,
  isPlainGroup,
  KINDS,
  OF_CODE,
} from './script-tokens.ts'

/** Of one script. */
const MOST_IMPORTS = 200
/** Bytes: more than a clause, and what stands before it. */
export const MOST_LEFT = 2 * LONGEST_CLAUSE

const [LINE, RETURN, SLASH, DOLLAR, BACKTICK] = [0x0a, 0x0d, 0x2f, 0x24, 0x60]

/**
 * Distinguishes the code of a script from texts, templates, comments and patterns (ECMAScript 2025, 12), piece by piece, and finds
 * the imports in it. In few places only a whole parser knows what a slash means: they make the script `doubtful`.
 */
export class ScriptScanner {
  readonly #imports: ModuleImport[] = []
  readonly #brackets = new ScriptBrackets()
  readonly #kind: ScriptKind
  #isModule = false
  #isDoubtful = false
  #isLost = false
  #within: 'code' | 'text' | 'template' | 'line' | 'comment' = 'code'
  #quote = 0
  #bytes: Buffer = Buffer.alloc(0)
  #isLast = false
  /** In the piece: what stands before it is `#kept`. */
  #floor = 0
  #kept: Before = 'start'
  /** What the bracket that was closed last is before the next word. */
  #closed: Before = 'value'

  constructor(kind: ScriptKind) {
    this.#kind = kind
  }

  /** Says how many bytes of a piece are done with: the next one begins with the others, at most `MOST_LEFT`. */
  scan(piece: Buffer, isLast: boolean): number {
    this.#bytes = piece
    this.#isLast = isLast
    this.#floor = 0
    let at = 0
    while (at < piece.length && !this.#isLost) {
      const next = this.#within === 'code' ? this.#code(at) : this.#between(at)
      if (next === at) break
      at = next
    }
    if (this.#within === 'code' && !isLast) at = beginOfToken(piece, at, this.#floor)
    if (at < piece.length && (isLast || piece.length - at > MOST_LEFT)) this.#isLost = true
    if (this.#isLost) return piece.length
    if (this.#within === 'code') this.#kept = this.#before(at)
    return at
  }

  result(): Scanned {
    const isSure = !this.#isLost && !this.#isDoubtful && this.#brackets.isEmpty()
    const isWhole = isSure && (this.#within === 'code' || this.#within === 'line')
    const end = isWhole ? 'whole' : 'doubtful'
    return { imports: this.#imports, isModule: this.#isModule, end }
  }

  /** Reads code up to a mark behind which other things stand, or to where the piece ends too early. */
  #code(begins: number): number {
    const bytes = this.#bytes
    const ends = bytes.length
    let at = begins
    while (at < ends) {
      const kind = KINDS[bytes[at] ?? 0] ?? 0
      if (kind <= OF_CODE.joined) at += 1
      else {
        const next = kind === OF_CODE.letter ? this.#pastLetter(at) : this.#pastMark(at, kind)
        if (next === at || this.#within !== 'code' || this.#isLost) return next
        at = next
      }
    }
    return at
  }

  #before(at: number): Before {
    const before = beforeAt(this.#bytes, at, this.#floor)
    return before === 'begin' ? this.#kept : before === 'closed' ? this.#closed : before
  }

  /** The `p` of a word that may be `import` or `export`. */
  #pastLetter(at: number): number {
    const bytes = this.#bytes
    const end = at + 4
    if (end >= bytes.length && !this.#isLast) return at
    const word = clauseAround(bytes, at, this.#floor)
    if (word === undefined) return at + 1
    if (!this.#isLast && bytes.length - end < LONGEST_CLAUSE) return at
    const clause = readClause(word, bytes, end, this.#brackets.isEmpty())
    if (clause === undefined) return end
    this.#isModule ||= clause.isModule
    if (clause.found !== undefined && this.#imports.length < MOST_IMPORTS)
      this.#imports.push(clause.found)
    return this.#resume(clause.next, 'operator')
  }

  #pastMark(at: number, kind: number): number {
    const byte = this.#bytes[at] ?? 0
    if (kind === OF_CODE.quote) {
      this.#quote = byte
      this.#within = byte === BACKTICK ? 'template' : 'text'
      return this.#between(at + 1)
    }
    if (kind === OF_CODE.other) return this.#pastSlash(at, byte)
    const bracket = bracketOf(byte)
    if (kind === OF_CODE.opens) {
      const isPlain =
        bracket === 'list' || (bracket === 'group' && isPlainGroup(this.#bytes, at, this.#floor))
      if (!this.#brackets.open(bracket, isPlain ? 'operator' : this.#before(at)))
        this.#isLost = true
    } else {
      const closed = this.#brackets.close(bracket)
      if (closed === undefined) this.#isLost = true
      else if (closed !== 'template') this.#closed = closed
      else {
        this.#within = closed
        this.#quote = BACKTICK
      }
    }
    return at + 1
  }

  /** A comment, a pattern, a division or a comparison. */
  #pastSlash(at: number, byte: number): number {
    const bytes = this.#bytes
    if (at + 4 >= bytes.length && !this.#isLast) return at
    const isOld = byte !== SLASH && this.#kind === 'script' && isOldComment(bytes, at)
    if (byte !== SLASH && !isOld) return at + 1
    const comment = isOld ? 'line' : commentAt(bytes, at)
    const before = this.#before(at)
    if (comment !== undefined) {
      this.#kept = before
      this.#within = comment
      return this.#between(at + 2)
    }
    if (before === 'unsure') this.#isDoubtful = true
    if (before === 'value' || before === 'unsure') return at + 1
    const end = endOfPattern(bytes, at)
    if (end === undefined && !this.#isLast) return at
    if (end === 'none') this.#isLost = true
    return this.#resume(typeof end === 'number' ? end : bytes.length, 'value')
  }

  /** Reads on in code, before which stands no more than is said. */
  #resume(at: number, kept: Before): number {
    this.#within = 'code'
    this.#floor = at
    this.#kept = kept
    return at
  }

  /** Past a text, a template or a comment, or to where the piece ends within it. */
  #between(at: number): number {
    const within = this.#within
    if (within !== 'line' && within !== 'comment') return this.#pastText(at)
    const end = endOfComment(this.#bytes, at, within)
    if (end !== undefined) return this.#resume(end, this.#kept)
    const { length } = this.#bytes
    // The star may be the last byte.
    return this.#isLast || within === 'line' ? length : Math.max(at, length - 1)
  }

  #pastText(begins: number): number {
    const bytes = this.#bytes
    const at = endOfText(bytes, begins, this.#quote)
    const byte = bytes[at]
    if (byte === undefined) return at
    if (byte === this.#quote) {
      this.#within = 'code'
      return at + 1
    }
    // An escape that the next piece has the rest of.
    if (at + 1 === bytes.length && byte !== LINE && byte !== RETURN)
      return this.#isLast ? at + 1 : at
    if (byte !== DOLLAR || !this.#brackets.open('template', 'operator')) this.#isLost = true
    return this.#resume(at + 2, 'operator')
  }
}
