import { parse } from 'dotenv'

/** A line that was not understood, or was understood otherwise than meant. */
export interface LineProblem {
  readonly line: number
  /** The variables it concerns; empty if they are not known. */
  readonly names: readonly string[]
  /** The rest of a sentence; never quotes the line, which may hold a secret. */
  readonly message: string
}

export interface EnvEntry {
  readonly line: number
  readonly name: string
  readonly value: string
}

export interface EnvText {
  readonly entries: readonly EnvEntry[]
  readonly problems: readonly LineProblem[]
}

const LONGEST_LINE = 8_192
const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)\s*[=:](\s*)(.*)$/s
/** Line breaks written as a backslash and an n: what stands behind the first is lost, or glued to it. */
const GLUED = /\\n\s*(?:export\s+)?[A-Za-z_]\w*=/

/**
 * Reads the text of an env file in dotenv's dialect, line by line. No variable here may hold a line break, so a
 * quote that is not closed on its line is a problem, instead of swallowing the lines below. Text that dotenv skips
 * or cuts in silence is a problem too.
 */
export function parseEnvText(text: string): EnvText {
  const entries: EnvEntry[] = []
  const problems: LineProblem[] = []
  for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1
    const read = readLine(content)
    if (read === undefined) continue
    if ('message' in read) problems.push({ line, ...read })
    else entries.push({ line, ...read })
  }
  return { entries, problems }
}

function readLine(content: string): Omit<EnvEntry, 'line'> | Omit<LineProblem, 'line'> | undefined {
  if (content.length > LONGEST_LINE) {
    return { names: [], message: `is longer than ${LONGEST_LINE} characters` }
  }
  if (GLUED.test(content)) {
    const names = [...content.matchAll(/(?:\\n|[^\w])([A-Za-z_]\w*)=/g)].flatMap(
      ([, name]) => name ?? [],
    )
    return { names, message: 'holds \\n as two characters where line breaks belong' }
  }
  if (/^\s*(?:#|$)/.test(content)) return undefined
  const [, name, gap = '', written = ''] = ASSIGNMENT.exec(content) ?? []
  if (name === undefined) return { names: [], message: 'is neither NAME=value nor a comment' }
  const parsed = new Map(Object.entries(parse(content, { fast: true })))
  const value = parsed.get(name)
  if (value === undefined || parsed.size !== 1) {
    return { names: [], message: 'is not a plain NAME=value' }
  }
  const quote = /^["'`]/.exec(written)?.[0]
  if (quote === undefined) {
    const cut = /^#\S/.test(written) ? gap === '' : /^[^#]*[^#\s]#/.test(written)
    return cut
      ? {
          names: [name],
          message: 'is cut off at a #, as a comment is; put quotes around the value',
        }
      : { name, value }
  }
  const open = value.startsWith(quote) && !(value.length > 1 && value.endsWith(quote))
  return open
    ? { names: [name], message: 'opens a quote and does not close it on the same line' }
    : { name, value }
}
