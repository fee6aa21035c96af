/** A command in backticks with what clings to it, or a word; the number of a step stays with its first word. */
const WORDS = /(?:^\d+\. )?(?:`[^`]+`\S*|\S+)/g

/**
 * Lines of at most so many columns, broken at blanks. A longer word stays whole on a line of its own, and
 * so does a command in backticks: a URL or a command that was broken can be neither clicked nor copied.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const [word] of text.matchAll(WORDS)) {
    if (line === '') line = word
    else if (line.length + 1 + word.length <= columns) line = `${line} ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}
