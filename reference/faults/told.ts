import type { Fault } from '../fault.ts'

/** Tells the suite other values for some variables. */
export function told(values: Readonly<Record<string, string>>): NonNullable<Fault['env']> {
  return (env) => ({ ...env, ...values })
}
