import { bounded } from '../bounded.ts'
import type { CheckRecord } from '../run-record.ts'
import { duration } from '../text/duration.ts'
import { markdownCell } from '../text/markdown-cell.ts'
import { markdownText } from '../text/markdown-text.ts'

const TEXT_MAX = 500

export const TABLE_HEAD = '| Suite | Check | Time |\n| --- | --- | ---: |\n'

/** A check that needs no words, as a row of a table. */
export function checkTableRow({ suite, part, title, durationMs }: CheckRecord): string {
  return `| ${cell(suite)} | ${cell(`${part} ${title}`)} | ${duration(durationMs)} |\n`
}

function cell(text: string): string {
  return markdownCell(markdownText(bounded(text, TEXT_MAX)))
}
