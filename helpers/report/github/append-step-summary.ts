import { appendFile, stat } from 'node:fs/promises'
import { inWords } from '../files/in-words.ts'

const NOTE = '\n> **Shortened:** the rest is in the report files of this run.\n'
const CLOSE = '\n</details>\n'

/** GitHub drops the summary of a step that is larger than this, whole. */
const LIMIT_BYTES = 1024 * 1024

/**
 * Appends markdown to the file that GitHub shows as the step's summary, shortened where the file would grow
 * over the limit. Gives what went wrong, in words; a summary that cannot be shown must not fail a run.
 */
export async function appendStepSummary(
  file: string,
  markdown: string,
): Promise<string | undefined> {
  try {
    const used = await stat(file)
      .then(({ size }) => size)
      .catch(() => 0)
    const start = used > 0 ? '\n' : ''
    const room = LIMIT_BYTES - used - start.length - 1
    const text = cutMarkdown(markdown, room)
    if (text === '') return `no room is left in ${file}: it holds ${used} bytes already`
    await appendFile(file, `${start}${text}`, 'utf8')
    return text === markdown ? undefined : `shortened to the ${room} bytes left in ${file}`
  } catch (error) {
    return `${file}: ${inWords(error)}`
  }
}

/**
 * Markdown within so many bytes: whole lines only, what was opened is closed, and it is said that
 * something is missing. Empty when there is no room for anything.
 */
function cutMarkdown(markdown: string, maxBytes: number): string {
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
