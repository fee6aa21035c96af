import type { RootCause, RunRecord } from '../../record/run-record.ts'

/** What makes a run red and no check shows. */
export interface Uncovered {
  /** Root causes that no check failed on: a variable that is missing, a service that all checks wait for. */
  readonly causes: readonly RootCause[]
  /** Whether the run itself must stand for it: broken off, or failed without any of these. */
  readonly run: 'red' | 'told'
}

/** What a run itself stands for, in the words of a check. */
export const RUN_PROMISE = 'ends with a verdict that lets the deploy pass'

const RED: ReadonlySet<string> = new Set(['failed', 'error'])

/** Importers look at test cases alone, so whatever makes the run red must be red in one of them. */
export function uncovered({ checks, rootCauses, exitCode }: RunRecord): Uncovered {
  const red = new Set(checks.filter(({ status }) => RED.has(status)).map(({ id }) => id))
  const causes = rootCauses.filter(({ fails }) => !fails.some((id) => red.has(id)))
  const nothingIsRed = red.size === 0 && causes.length === 0
  const isRed = exitCode === 130 || (exitCode !== 0 && nothingIsRed)
  return { causes, run: isRed ? 'red' : 'told' }
}
