import { printable } from '../../text/printable.ts'

/** GitHub's parser gives up on fences longer than 80 (cmark-gfm, MAXBACKTICKS); a text has none of its own. */
const LONG_RUN = /`{10,}/g

/**
 * A text as an inline code span: the one place of GitHub-flavoured markdown in which nothing is active, no
 * markup, HTML, entity, link, autolink, @mention, #reference, emoji or formula. The fence is longer than any
 * run of backticks inside (CommonMark 0.31 §6.1); an empty text, which no code span can hold, is said.
 */
export function markdownCode(text: string): string {
  if (text === '') return '(empty)'
  const shown = printable(text).replace(LONG_RUN, (run) => `\\u0060{${run.length}}`)
  let longest = 0
  for (const run of shown.matchAll(/`+/g)) longest = Math.max(longest, run[0].length)
  const fence = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}
