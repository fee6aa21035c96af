import type { Fault } from '../fault.ts'

/** Gives the suite other values for some variables. */
export function suiteEnv(values: Readonly<Record<string, string>>): NonNullable<Fault['env']> {
  return (env) => ({ ...env, ...values })
}
