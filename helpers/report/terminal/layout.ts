import { bounded, printable } from '../../text/quote.ts'
import { wrapText } from '../../text/wrap-text.ts'

/** Select Graphic Rendition codes of ECMA-48 §8.3.117: [on, off]. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

export type Tint = keyof typeof CODES

export type Paint = (text: string, ...tints: readonly Tint[]) => string

/** Colours for a terminal, or none. Painted last: layout counts plain characters. */
export function createPaint(colour: 'ansi' | 'none'): Paint {
  if (colour === 'none') return (text) => text
  return (text, ...tints) =>
    tints.reduce((painted, tint) => {
      const [on, off] = CODES[tint]
      return `\u001b[${on}m${painted}\u001b[${off}m`
    }, text)
}

/**
 * A link that is clicked by its words: the escape sequence OSC 8, which terminals without it print as rubbish, so only
 * for one that is known to have it. The URL is one that `webLink` made: printable ASCII.
 */
export function terminalLink(words: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${words}\u001b]8;;\u001b\\`
}

/** As wide as the longest label, `expected`, and two blanks. */
const LABEL_COLUMNS = 10

/** A fact longer than this belongs into the reports. */
const TEXT_MAX = 480

export interface Columns {
  readonly indent: number
  readonly columns: number
  readonly paint: Paint
}

/** A label and its text, wrapped into the columns to the right of the label; none, when there is no text. */
export function labelled(
  label: string,
  text: string | undefined,
  { indent, columns, paint }: Columns,
): readonly string[] {
  if (text === undefined || text === '') return []
  const lines = wrapText(printable(bounded(text, TEXT_MAX)), columns - indent - LABEL_COLUMNS)
  return lines.map((line, at) => labelledLine(at === 0 ? label : '', line, { indent, paint }))
}

/** A label and a text that would be no use in pieces, a command or an address: on a line of its own if it is long. */
export function labelledWhole(
  label: string,
  text: string | undefined,
  { indent, columns, paint }: Columns,
): readonly string[] {
  if (text === undefined) return []
  const left = ' '.repeat(indent)
  return indent + LABEL_COLUMNS + text.length <= columns
    ? [labelledLine(label, text, { indent, paint })]
    : [`${left}${paint(label, 'dim')}`, `${left}${text}`]
}

function labelledLine(
  label: string,
  text: string,
  { indent, paint }: Omit<Columns, 'columns'>,
): string {
  return `${' '.repeat(indent)}${paint(label.padEnd(LABEL_COLUMNS), 'dim')}${text}`
}

/** From here on a character may be two columns wide (Hangul, CJK, emoji); counted so, a line never wraps. */
const FIRST_WIDE = 0x1100

/** The text, cut with an ellipsis where it would take more than so many columns of a terminal. */
export function fitColumns(text: string, columns: number): string {
  if (columns < 1) return ''
  let used = 0
  let end = 0
  let whole = 0
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) < FIRST_WIDE ? 1 : 2
    whole += character.length
    if (used > columns) return `${text.slice(0, end)}…`
    if (used < columns) end = whole
  }
  return text
}

/** `::` opening a line: GitHub's runner trims blanks before it looks; a colour may stand before it too. */
const OPENING = /^((?:\s|\u001b\[[0-9;]*m)*)::/gm

/** `##[` anywhere in a line (GitHub's old form, Azure's), `##vso[` (Azure), `##teamcity[` (TeamCity). */
const ANYWHERE = /##(?=\[|vso\[|teamcity\[)/gi

/**
 * Plain output in which no line is a command to the CI system that reads it: the sign that would make it
 * one is written as a visible escape. Indenting would not do (actions/runner, ActionCommand.cs: the new form
 * is looked for after `TrimStart`, the old form anywhere in the line).
 */
export function inertLog(output: string): string {
  return output.replace(OPENING, '$1\\u003a:').replace(ANYWHERE, '\\u0023#')
}
