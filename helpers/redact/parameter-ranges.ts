import { MARKER } from './marker.ts'
import type { Range } from './range.ts'

/**
 * A name that ends like that of a secret, and what leads to its value: `access_token=`, `ticket%3D`,
 * `"client_secret": "`, the same with its quotation marks escaped, or `cookie: `.
 */
const NAME =
  /(?:token|ticket|secret|passw(?:or)?d|signature|jwt|assertion|session_?id|(?:api|simulation)[_-]?key|authorization|cookie)(?:(?:=|%3d)(\\{0,4}["'])?|\\{0,4}["'][ \t]*[:=][ \t]*(\\{0,4}["'])|(?<=cookie):[ \t]*)/gi

/** A bare value ends at a blank, a delimiter, or what closes the text around it. */
const BARE = /[^\s&;,"'<>)`\\…]*/y

/** A header's value ends with its line. */
const LINE = /[^\r\n"'<>`\\…]*/y

/** Where the values stand of parameters, JSON members and headers whose names say that they are secret. */
export function parameterRanges(text: string): readonly Range[] {
  const ranges: Range[] = []
  NAME.lastIndex = 0
  for (let match = NAME.exec(text); match !== null; match = NAME.exec(text)) {
    const start = NAME.lastIndex
    if (text.startsWith(MARKER, start)) continue
    const quote = match[1] ?? match[2]
    const end = quote === undefined ? runEnd(text, start, match[0]) : closing(text, quote, start)
    if (end > start) ranges.push({ start, end })
    NAME.lastIndex = Math.max(start, end)
  }
  return ranges
}

function runEnd(text: string, start: number, name: string): number {
  const run = name.includes(':') ? LINE : BARE
  run.lastIndex = start
  return start + (run.exec(text)?.[0].length ?? 0)
}

/** The quotation mark that closes, past any that are escaped; the rest of the text when there is none. */
function closing(text: string, quote: string, start: number): number {
  let end = text.indexOf(quote, start)
  while (end > start && text[end - 1] === '\\') end = text.indexOf(quote, end + 1)
  return end === -1 ? text.length : end
}
