import { bounded } from './bounded.ts'
import { printable } from './printable.ts'

/**
 * What a server sent, in one line and in quotation marks, for the texts of findings:
 * `"Invalid token"`, `'{"status":"down"}'`, `"aaa…"… (997 more characters)`. Single marks where they save
 * the escaping, which is what JSON asks for; control characters are visible escapes, never acts.
 */
export function quote(text: string, max = 200): string {
  const cut = bounded(text, max)
  const whole = cut === text
  const end = whole ? text.length : cut.lastIndexOf('… (')
  const shown = printable(cut.slice(0, end))
  const mark = shown.includes('"') && !shown.includes("'") ? "'" : '"'
  const inside = mark === '"' ? shown.replaceAll('"', '\\"') : shown
  return `${mark}${inside}${mark}${cut.slice(end)}`
}
