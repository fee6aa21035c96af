import type { RunRecord } from '../../../helpers/record/run-record.ts'
import * as examples from './examples.ts'
import { hostile } from './hostile.ts'
import { notRun } from './not-run.ts'

/** Every kind of run there is, by name, for snapshots. */
export const ALL_RECORDS: readonly (readonly [string, RunRecord])[] = [
  ...Object.entries(examples),
  ['notRun', notRun] as const,
  ['hostile', hostile] as const,
]
