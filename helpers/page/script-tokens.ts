import { isOfWord } from './import-clause.ts'

/** What a byte is in code; the first three are passed over. `letter`: the `p` by which `import` and `export` are found, since it is rare. */
export const OF_CODE = {
  space: 0,
  word: 1,
  joined: 2,
  letter: 3,
  quote: 4,
  opens: 5,
  closes: 6,
  other: 7,
} as const

/** The kind of each byte. */
export const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte)
  if (sign === 'p') return OF_CODE.letter
  if (isOfWord(byte)) return OF_CODE.word
  if ('"\'`'.includes(sign)) return OF_CODE.quote
  if ('([{'.includes(sign)) return OF_CODE.opens
  if (')]}'.includes(sign)) return OF_CODE.closes
  if ('/<'.includes(sign)) return OF_CODE.other
  // Two of them may be one mark.
  return '+-=.'.includes(sign) ? OF_CODE.joined : OF_CODE.space
})

function isWord(byte: number): boolean {
  return KINDS[byte] === OF_CODE.word || KINDS[byte] === OF_CODE.letter
}

/** Of the three pairs of brackets, by a bit that each of a pair has. */
export function bracketOf(byte: number): 'group' | 'list' | 'block' {
  return byte < 0x40 ? 'group' : byte < 0x60 ? 'list' : 'block'
}

/** With which the words end that stand before a condition. */
const MAY_END_CONDITION = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte <= 0x20 || 'ferh'.includes(String.fromCharCode(byte))),
)

/** What stands before a slash or a bracket, and decides over its meaning. */
export type Before =
  | 'start'
  | 'operator'
  | 'colon'
  | 'value'
  /** A word before an expression, such as `return`. */
  | 'keyword'
  /** A word before a condition in brackets, such as `if`. */
  | 'condition'
  /** What only a whole parser reads aright. */
  | 'unsure'

const WORDS: Readonly<Record<string, Before>> = {
  ...of(
    'keyword',
    'return typeof case in instanceof new delete void throw yield await default extends',
  ),
  ...of('start', 'else do'),
  ...of('condition', 'if while for with'),
  // In `for (a of /b/g)` a pattern follows; a short name of a minified script may be `of` too.
  of: 'unsure',
}

function of(before: Before, words: string): Readonly<Record<string, Before>> {
  return Object.fromEntries(words.split(' ').map((word) => [word, before]))
}

/** By length and first letter, whether it may be one of those: a script has a million words. */
const LONGEST_WORD = 10
const MAY_BE = new Uint8Array((LONGEST_WORD + 1) * 256)
for (const word of Object.keys(WORDS)) MAY_BE[word.length * 256 + word.charCodeAt(0)] = 1

/** Of the word from one place to another. */
function meaningOfWord(bytes: Buffer, from: number, to: number): Before {
  const isOther = MAY_BE[(to - from) * 256 + (bytes[from] ?? 0)] !== 1 || bytes[from - 1] === DOT
  return isOther ? 'value' : (WORDS[bytes.toString('latin1', from, to)] ?? 'value')
}

const [DOT, EQUALS, GREATER, PLUS, DASH] = [0x2e, 0x3d, 0x3e, 0x2b, 0x2d]
const [COLON, SEMICOLON, OPEN, DOUBLE, SINGLE, BACKTICK] = [0x3a, 0x3b, 0x7b, 0x22, 0x27, 0x60]

/** Of the mark at a place, which is no closing bracket. */
function meaningOfMark(bytes: Buffer, at: number): Before {
  const before = bytes[at - 1]
  switch (bytes[at]) {
    case SEMICOLON:
    case OPEN:
      return 'start'
    case COLON:
      return 'colon'
    case DOUBLE:
    case SINGLE:
    case BACKTICK:
      return 'value'
    case GREATER:
      return before === EQUALS ? 'start' : 'operator'
    case PLUS:
    case DASH:
      // Behind `a++` a slash divides; before a value there is none.
      return before === bytes[at] ? 'value' : 'operator'
    case DOT:
      return before === DOT ? 'operator' : isDigit(before ?? 0) ? 'value' : 'unsure'
    default:
      return 'operator'
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Whether no word stands before the bracket that makes a condition of it; most are such. */
export function isPlainGroup(bytes: Buffer, at: number, floor: number): boolean {
  return at > floor && MAY_END_CONDITION[bytes[at - 1] ?? 0] === 0
}

/** What stands before a place in code: after `floor`, `begin` where nothing does; `closed`: a closing bracket. */
export function beforeAt(bytes: Buffer, at: number, floor: number): Before | 'begin' | 'closed' {
  let end = at
  while (end > floor && (bytes[end - 1] ?? 0) <= 0x20) end -= 1
  if (end === floor) return 'begin'
  const last = bytes[end - 1] ?? 0
  if (KINDS[last] === OF_CODE.closes) return 'closed'
  if (!isWord(last)) return meaningOfMark(bytes, end - 1)
  let begins = end - 1
  while (begins > floor && isWord(bytes[begins - 1] ?? 0)) begins -= 1
  return meaningOfWord(bytes, begins, end)
}

/** Where the word or mark before a place begins that the next piece may continue. */
export function beginOfToken(bytes: Buffer, at: number, floor: number): number {
  let begins = at
  while (begins > floor) {
    const byte = bytes[begins - 1] ?? 0
    if (!isWord(byte) && KINDS[byte] !== OF_CODE.joined) return begins
    begins -= 1
  }
  return begins
}
