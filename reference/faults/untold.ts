import type { Fault } from '../fault.ts'

/** Keeps some variables from the suite. */
export function untold(...names: readonly string[]): NonNullable<Fault['env']> {
  return (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}
