/** How a page loads a script. */
export type ScriptKind = 'script' | 'module'

/** A module that a script imports by a name that is written out. */
export interface ModuleImport {
  readonly specifier: string
  /** By its attributes, such as `{ type: 'json' }`; `data`: of another type. */
  readonly holds: 'script' | 'json' | 'css' | 'data'
  /** `at-once`: before the script runs, so that it does not run without it; `later`: by `import()`, where it is needed. */
  readonly when: 'at-once' | 'later'
}

/** What stands behind the word `import` or `export`. */
export interface Clause {
  /** Where the script is read on. */
  readonly next: number
  readonly found?: ModuleImport
  /** Whether only a module may hold it. */
  readonly isModule: boolean
}

/** Bytes within which a clause ends: a thousand names of a large bundle's chunk. */
export const LONGEST_CLAUSE = 32_768
/** Of attributes. */
const LONGEST_ATTRIBUTES = 300

const [DOUBLE, SINGLE, BACKTICK, SLASH, STAR, LINE] = [0x22, 0x27, 0x60, 0x2f, 0x2a, 0x0a]
const [OPEN, CLOSE, GROUP, GROUP_END, COMMA, DOT] = [0x7b, 0x7d, 0x28, 0x29, 0x2c, 0x2e]
const isQuote = (byte: number) => byte === DOUBLE || byte === SINGLE || byte === BACKTICK

/** Letters, digits, `$`, `_`, and bytes of characters beyond ASCII. */
export function isOfWord(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x24 ||
    byte >= 0x80
  )
}

/** The word `import` or `export` around its `p`, unless it is the name of a property. */
export function clauseAround(
  bytes: Buffer,
  at: number,
  floor: number,
): 'import' | 'export' | undefined {
  const isWhole = bytes[at + 1] === 0x6f && at - 2 >= floor && !isOfWord(bytes[at + 4] ?? 0)
  if (!isWhole || (at - 2 > floor && isOfWord(bytes[at - 3] ?? 0))) return undefined
  const word = bytes.toString('latin1', at - 2, at + 4)
  if (word !== 'import' && word !== 'export') return undefined
  const isProperty = at - 2 > floor && bytes[at - 3] === DOT && bytes[at - 4] !== DOT
  return isProperty ? undefined : word
}

/**
 * Reads the clause whose word ends at `at` (ECMAScript 2025, 13.3.10 and 16.2); `isTop`: no bracket is open around it.
 * Undefined for what is no clause, such as a property of that name.
 */
export function readClause(
  word: 'import' | 'export',
  bytes: Buffer,
  at: number,
  isTop: boolean,
): Clause | undefined {
  const next = pastSpace(bytes, at)
  const byte = bytes[next] ?? 0
  if (word === 'export') return isTop ? readExport(bytes, next) : undefined
  if (byte === GROUP) return { next, isModule: false, ...dynamic(bytes, next + 1) }
  if (byte === DOT) return { next, isModule: wordAt(bytes, pastSpace(bytes, next + 1)) === 'meta' }
  if (!isTop) return undefined
  return isQuote(byte) ? fromText(bytes, next) : bindings(bytes, next)
}

function readExport(bytes: Buffer, at: number): Clause | undefined {
  const byte = bytes[at]
  if (byte === OPEN || byte === STAR) return bindings(bytes, at) ?? { next: at, isModule: true }
  return /^(?:default|const|let|var|function|class|async)$/.test(wordAt(bytes, at))
    ? { next: at, isModule: true }
    : undefined
}

/** The argument of `import()`, if it is one text and no more than options follow. */
function dynamic(bytes: Buffer, at: number): Pick<Clause, 'found'> {
  const begins = pastSpace(bytes, at)
  const text = textAt(bytes, begins)
  if (text?.value === undefined) return {}
  const next = pastSpace(bytes, text.end)
  if (bytes[next] !== GROUP_END && bytes[next] !== COMMA) return {}
  const holds = bytes[next] === COMMA ? holdsAt(bytes, next) : 'script'
  return { found: { specifier: text.value, holds, when: 'later' } }
}

/** The text of a static import, and its attributes. */
function fromText(bytes: Buffer, at: number): Clause | undefined {
  const text = textAt(bytes, at)
  if (text?.value === undefined) return undefined
  const next = pastSpace(bytes, text.end)
  const hasAttributes = /^(?:with|assert)$/.test(wordAt(bytes, next))
  const holds = hasAttributes ? holdsAt(bytes, next) : 'script'
  return { next: at, isModule: true, found: { specifier: text.value, holds, when: 'at-once' } }
}

/** Names, and the text behind `from`; undefined for names without it. */
function bindings(bytes: Buffer, begins: number): Clause | undefined {
  let [at, depth, last] = [begins, 0, '']
  while (at < bytes.length) {
    at = pastSpace(bytes, at)
    const byte = bytes[at] ?? 0
    const text = textAt(bytes, at)
    if (text !== undefined) {
      if (depth === 0) return last === 'from' ? fromText(bytes, at) : undefined
      at = text.end
    } else if (isOfWord(byte)) {
      const word = wordAt(bytes, at)
      if (depth === 0 && last === '}' && word !== 'from') return undefined
      last = word
      at += Math.max(1, Buffer.byteLength(word))
    } else {
      depth += byte === OPEN ? 1 : byte === CLOSE ? -1 : 0
      const isOfNames = byte === OPEN || byte === CLOSE || byte === COMMA || byte === STAR
      if (!isOfNames || depth < 0 || depth > 1) return undefined
      last = byte === CLOSE ? '}' : ''
      at += 1
    }
  }
  return undefined
}

function holdsAt(bytes: Buffer, at: number): ModuleImport['holds'] {
  const attributes = /^[^{}]*\{[^}]*\}/.exec(bytes.toString('latin1', at, at + LONGEST_ATTRIBUTES))
  const type = /type["']?\s*:\s*["'`](\w+)/.exec(attributes?.[0] ?? '')?.[1]
  if (type === undefined) return 'script'
  return type === 'json' || type === 'css' ? type : 'data'
}

function wordAt(bytes: Buffer, at: number): string {
  let end = at
  while (end < bytes.length && isOfWord(bytes[end] ?? 0)) end += 1
  return bytes.toString('utf8', at, end)
}

/** A text between quotation marks; without a value if a part of it is not written out. */
function textAt(
  bytes: Buffer,
  at: number,
): { readonly value: string | undefined; readonly end: number } | undefined {
  const quote = bytes[at] ?? 0
  if (!isQuote(quote)) return undefined
  let isPlain = true
  for (let end = at + 1; end < bytes.length; end += 1) {
    const byte = bytes[end]
    if (byte === quote)
      return { value: isPlain ? bytes.toString('utf8', at + 1, end) : undefined, end: end + 1 }
    if (byte === 0x5c) end += 1
    if (byte === 0x5c || byte === LINE || (quote === BACKTICK && byte === 0x24)) isPlain = false
  }
  return { value: undefined, end: bytes.length }
}

/** Past white space and comments. */
function pastSpace(bytes: Buffer, begins: number): number {
  let at = begins
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    const kind = byte === SLASH ? bytes[at + 1] : undefined
    if (kind === SLASH || kind === STAR) {
      const ends = kind === SLASH ? bytes.indexOf(LINE, at) : bytes.indexOf('*/', at + 2)
      at = ends === -1 ? bytes.length : ends + (kind === SLASH ? 1 : 2)
    } else if (byte > 0x20) return at
    else at += 1
  }
  return bytes.length
}
