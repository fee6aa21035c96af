import type { RunRecord } from '../run-record.ts'
import { counted } from '../text/counted.ts'
import { causeRow } from './cause-row.ts'
import type { Section } from './section.ts'

export function causeSection({ rootCauses }: RunRecord): readonly Section[] {
  if (rootCauses.length === 0) return []
  return [
    {
      head: `## ${counted(rootCauses.length, 'root cause')}\n\n`,
      rows: rows(rootCauses),
      foot: '',
      row: 'root cause',
      count: rootCauses.length,
    },
  ]
}

function* rows(causes: RunRecord['rootCauses']): Generator<string> {
  let number = 0
  for (const cause of causes) {
    number += 1
    yield causeRow(cause, number)
  }
}
