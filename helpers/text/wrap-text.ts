/** A command in backticks with what clings to it, or a word; the number of a step stays with its first word. */
const WORDS = /(?:^\d+\. )?(?:`[^`]+`\S*|\S+)/g

/** What is of no use in pieces: a command in backticks, a URL. */
const WHOLE = /`|^[("'<[]*(?:https?|wss?):\/\//

/** Fewer columns than this hold no word. */
const NARROWEST = 8

/**
 * Lines of at most so many columns, broken at blanks. A longer word, such as a line of JSON, is broken at the column. A
 * URL or a command in backticks stays whole on a line of its own: in pieces it can be neither clicked nor copied.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const width = Math.max(NARROWEST, columns)
  const lines: string[] = []
  let line = ''
  for (const word of [...text.matchAll(WORDS)].flatMap(([one]) => piecesOf(one, width))) {
    if (line === '') line = word
    else if (line.length + 1 + word.length <= width) line = `${line} ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function piecesOf(word: string, width: number): readonly string[] {
  if (word.length <= width || WHOLE.test(word)) return [word]
  const pieces: string[] = []
  let piece = ''
  // By characters, so that no pair of surrogates is cut in two.
  for (const character of word) {
    if (piece.length + character.length > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
