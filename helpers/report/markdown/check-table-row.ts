import type { CheckRecord } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { duration } from '../../text/words.ts'
import { markdownCell } from './markdown-cell.ts'
import { markdownText } from './markdown-text.ts'

const TEXT_MAX = 500

export const TABLE_HEAD = '| Suite | Check | Time |\n| --- | --- | ---: |\n'

/** A check that needs no words, as a row of a table. */
export function checkTableRow({ suite, part, title, durationMs }: CheckRecord): string {
  return `| ${cell(suite)} | ${cell(`${part} ${title}`)} | ${duration(durationMs)} |\n`
}

function cell(text: string): string {
  return markdownCell(markdownText(bounded(text, TEXT_MAX)))
}
