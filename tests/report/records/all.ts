import type { RunRecord } from '../../../helpers/report/run-record.ts'
import * as examples from './examples.ts'
import { hostile } from './hostile.ts'

/** Every kind of run there is, by name, for snapshots. */
export const ALL_RECORDS: readonly (readonly [string, RunRecord])[] = [
  ...Object.entries(examples),
  ['hostile', hostile] as const,
]
