/** What this project's own summary may contain outside of code: nothing that comes from a text. */
const OWN =
  /^(?:<details>|<\/details>|<summary>Show (?:them|it)<\/summary>|> \*\*Shortened:\*\*)|(?<!\*)\*\*(?!\*)/g

/** The one link of its own: fixed words, and an address in which nothing is active. */
const LOG_LINK = /\[logs of this request\]\(https?:\/\/[^()<>[\]{}"'`\\|*~^$@!\s]+\)/g

/** Markup, HTML, entities, links, autolinks, mentions, references, formulas, emoji, strikes. */
const ACTIVE =
  /[<>`*_~$@\\[\]{}^]|&[#a-z]|:\/\/|www\.|mailto:|xmpp:|(?<![\w ])#\d|\bGH-\d|:[\w+-]+:/i

/** Backslashes that this project writes itself: before a bullet, a number's dot, a cell's pipe. */
const OWN_ESCAPES = /\\(?=[-+=.)|])/g

/**
 * The lines of a summary in which something from outside could be active. Code spans are taken out the way
 * CommonMark finds them (§6.1): a run of backticks, up to the next run of the same length.
 */
export function activeMarkdown(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => {
    const bare = withoutCode(line)
      .replace(LOG_LINK, '')
      .replace(OWN, '')
      .replace(OWN_ESCAPES, '')
      .replace(/^#{1,3} /, '')
    return ACTIVE.test(bare) || (line.startsWith('|') && !isRow(line))
  })
}

function withoutCode(line: string): string {
  let rest = line
  let out = ''
  for (;;) {
    const open = /`+/.exec(rest)
    if (open === null) return out + rest
    const [fence] = open
    const inside = rest.slice(open.index + fence.length)
    const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(inside)
    if (close === null) return out + rest
    out += `${rest.slice(0, open.index)}CODE`
    rest = inside.slice(close.index + fence.length)
  }
}

/** A table row has two or three cells, whatever pipes there are in its texts. */
function isRow(line: string): boolean {
  const bars = line.replaceAll(/\\\|/g, '').split('|').length - 1
  return bars === 3 || bars === 4
}
