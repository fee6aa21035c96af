import { bounded, printable } from '../../text/quote.ts'

/** A command in backticks, a quoted piece (what a server sent), a word, or the blank between them. */
const PIECES = /`[^`]+`|"(?:[^"\\]|\\.)*"|'[^']*'(?![\p{L}\p{N}])|\S+|\s+/gu

const METHOD = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|WS)$/

/** What stays outside a code span, so that the sentence reads on. */
const CLOSING = new Set('.,;:!?)')

/** At the beginning of a line: a bullet, a rule, a heading's underline; then a numbered item. */
const BULLET = /^[-+=]+(?=\s|$)/
const NUMBER = /^(\d+)([.)])(?=\s|$)/

/** Nothing but words of letters: most titles, of which a report has hundreds. */
const WORDS = /^[A-Za-z]+(?:,? [A-Za-z]+)*$/

interface Piece {
  readonly kind: 'plain' | 'code' | 'blank'
  readonly text: string
}

/**
 * Prose as one line of GitHub-flavoured markdown. Plain words stay plain; whatever could be active (the
 * quoted texts of a server, URLs, routes, variable names, anything with markup in it) becomes a code span,
 * neighbours joined. Escapes would not do: GitHub links @mentions and #references after rendering, however
 * they were escaped, but never inside code. An empty text is said to be so.
 * @param max characters of the text that are shown.
 */
export function markdownText(text: string, max = Number.POSITIVE_INFINITY): string {
  const shown = bounded(text, max)
  if (WORDS.test(shown)) return shown
  const tokens = printable(shown).trim().match(PIECES)
  if (tokens === null) return '(empty)'
  return joinCode(joinMethods([...tokens].flatMap(classify)))
    .map(({ kind, text }) => (kind === 'code' ? markdownCode(text) : text))
    .join('')
    .replace(BULLET, '\\$&')
    .replace(NUMBER, '$1\\$2')
}

function classify(token: string): readonly Piece[] {
  if (/^\s/.test(token)) return [{ kind: 'blank', text: ' ' }]
  if (token.length > 2 && /^`[^`]+`$/.test(token))
    return [{ kind: 'code', text: token.slice(1, -1) }]
  if (isQuoted(token)) return [{ kind: 'code', text: token }]
  let start = 0
  let end = token.length
  while (start < end && token[start] === '(') start += 1
  while (start < end && closes(token[end - 1] ?? '', token.slice(start, end))) end -= 1
  const core = token.slice(start, end)
  if (!isActiveWord(core) && !isActiveWord(token)) return [{ kind: 'plain', text: token }]
  const pieces: readonly Piece[] = [
    { kind: 'plain', text: token.slice(0, start) },
    { kind: 'code', text: core },
    { kind: 'plain', text: token.slice(end) },
  ]
  return pieces.filter(({ text }) => text !== '')
}

/** A bracket that was opened in the word belongs to it: `(see …)` and `https://h/a_(b)`. */
function closes(character: string, word: string): boolean {
  return CLOSING.has(character) && !(character === ')' && word.includes('('))
}

function isQuoted(token: string): boolean {
  return token.length > 1 && /^["']/.test(token) && token.at(-1) === token[0]
}

/** `GET https://…` is one piece of code. */
function joinMethods(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, at) =>
    METHOD.test(piece.text) && pieces[at + 2]?.kind === 'code'
      ? { kind: 'code', text: piece.text }
      : piece,
  )
}

/** Code next to code, with or without a blank between, is one span; touching fences would merge. */
function joinCode(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const blank = joined.at(-1)?.kind === 'blank' ? ' ' : ''
    const before = joined.at(blank === '' ? -1 : -2)
    if (piece.kind !== 'code' || before?.kind !== 'code') {
      joined.push(piece)
      continue
    }
    joined.splice(blank === '' ? -1 : -2, 2, {
      kind: 'code',
      text: `${before.text}${blank}${piece.text}`,
    })
  }
  return joined
}

/** GitHub's parser gives up on fences longer than 80 (cmark-gfm, MAXBACKTICKS); a text has none of its own. */
const LONG_RUN = /`{10,}/g

/**
 * A text as an inline code span: the one place of GitHub-flavoured markdown in which nothing is active, no
 * markup, HTML, entity, link, autolink, @mention, #reference, emoji or formula. The fence is longer than any
 * run of backticks inside (CommonMark 0.31 §6.1); an empty text, which no code span can hold, is said.
 */
export function markdownCode(text: string, max = Number.POSITIVE_INFINITY): string {
  if (text === '') return '(empty)'
  const shown = printable(bounded(text, max)).replace(LONG_RUN, (run) => `\\u0060{${run.length}}`)
  let longest = 0
  for (const run of shown.matchAll(/`+/g)) longest = Math.max(longest, run[0].length)
  const fence = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/**
 * Rendered markdown as a cell of a table, where a pipe ends the cell even inside code and is written `\|`
 * (GFM §4.10). After a backslash of the text itself dialects disagree about what that means, so there it is
 * a visible escape.
 */
export function markdownCell(rendered: string): string {
  return rendered.replace(/(\\?)\|/g, (_, backslash) => (backslash === '' ? '\\|' : '\\\\u007c'))
}

/** Letters, digits and punctuation that no markdown dialect gives a meaning inside a line. */
const PLAIN = /^[\p{L}\p{M}\p{N}.,;:!?'’%/=+–—·…()-]*$/u

/** What is plain by its characters and still becomes a link, an emoji or a reference, or reads better as code. */
const ACTIVE = [
  /:[\p{L}\p{N}+:/-]/u,
  /^(?:www\.|mailto:|xmpp:|gh-\d)/i,
  /^(?=.*\d)[0-9a-f]{7,40}$/i,
  /^\/./,
  /\p{L}[\p{N}-]?\.[\p{L}\p{N}]{2}/u,
]

/**
 * Whether GitHub-flavoured markdown, or a filter that GitHub applies to what was rendered, could make
 * more of a word than its letters: markup, HTML, an autolink, an @mention, a #reference, a commit, an
 * emoji, a formula. Routes, host names and names_of_variables count too: they are read as code.
 */
function isActiveWord(word: string): boolean {
  return !PLAIN.test(word) || ACTIVE.some((active) => active.test(word))
}
