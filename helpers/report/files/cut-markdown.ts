const NOTE = '\n> **Shortened:** the rest is in the report files of this run.\n'
const CLOSE = '\n</details>\n'

/**
 * Markdown within so many bytes: whole lines only, what was opened is closed, and it is said that
 * something is missing. Empty when there is no room for anything.
 */
export function cutMarkdown(markdown: string, maxBytes: number): string {
  if (Buffer.byteLength(markdown) <= maxBytes) return markdown
  let left = maxBytes - Buffer.byteLength(NOTE) - CLOSE.length
  const lines: string[] = []
  let open = 0
  for (const line of markdown.split('\n')) {
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    lines.push(line)
    if (line === '<details>') open += 1
    if (line === '</details>') open -= 1
  }
  if (lines.length === 0) return ''
  return `${lines.join('\n')}\n${open > 0 ? CLOSE : ''}${NOTE}`
}
