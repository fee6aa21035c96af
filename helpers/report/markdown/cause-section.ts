import type { RunRecord } from '../../record/run-record.ts'
import { counted } from '../../text/words.ts'
import { causeRow } from './cause-row.ts'
import { rows } from './rows.ts'
import type { Section } from './section.ts'

/** The root causes, numbered as the rest of the summary refers to them. */
export function causeSection({ rootCauses }: RunRecord): readonly Section[] {
  if (rootCauses.length === 0) return []
  return [
    {
      head: `## ${counted(rootCauses.length, 'root cause')}\n\n`,
      rows: rows(rootCauses.entries(), ([at, cause]) => causeRow(cause, at + 1)),
      foot: '',
      row: 'root cause',
      count: rootCauses.length,
    },
  ]
}
