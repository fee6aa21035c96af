import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { wrapText } from '../../text/wrap-text.ts'
import type { Paint } from './paint.ts'

/** As wide as the longest label, `expected`, and two blanks. */
const LABEL_COLUMNS = 10

/** A fact longer than this belongs into the reports. */
const TEXT_MAX = 480

/** A label and its text, wrapped into the columns to the right of the label; none, when there is no text. */
export function labelled(
  label: string,
  text: string | undefined,
  { indent, columns, paint }: { indent: number; columns: number; paint: Paint },
): readonly string[] {
  if (text === undefined || text === '') return []
  const left = ' '.repeat(indent)
  const lines = wrapText(printable(bounded(text, TEXT_MAX)), columns - indent - LABEL_COLUMNS)
  return lines.map((line, at) => {
    const shown = at === 0 ? label.padEnd(LABEL_COLUMNS) : ' '.repeat(LABEL_COLUMNS)
    return `${left}${paint(shown, 'dim')}${line}`
  })
}
