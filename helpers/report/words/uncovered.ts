import type { RootCause, RunRecord } from '../../record/run-record.ts'

/** What a run itself promises, in the words of a check. */
export const RUN_PROMISE = 'the run ends with a verdict that lets the deploy pass'

const RED: ReadonlySet<string> = new Set(['failed', 'error'])

/**
 * Root causes that no check failed on: a variable that is missing, a service that all checks wait for. Importers
 * look at test cases alone, so whatever makes the run red must be red in one of them.
 */
export function uncovered({ checks, rootCauses }: RunRecord): readonly RootCause[] {
  const red = new Set(checks.filter(({ status }) => RED.has(status)).map(({ id }) => id))
  return rootCauses.filter(({ fails }) => !fails.some((id) => red.has(id)))
}
