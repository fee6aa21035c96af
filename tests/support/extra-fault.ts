import type { Fault } from '../../reference/fault.ts'
import { faults } from '../../reference/faults.ts'
import type { Plan } from '../../reference/healthy-plan.ts'

const OWN = faults.length

/**
 * Gives the reference deployment one more way of being broken, under a name that can be asked for like any
 * other, beside or after the faults of its own. Gives the name.
 */
export function extraFault(name: string, apply: (plan: Plan) => void, env?: Fault['env']): string {
  const fault: Fault = {
    name,
    summary: 'made by a test',
    incidents: [],
    finds: [],
    level: 'failure',
    apply,
    ...(env && { env }),
  }
  const all = faults as Fault[]
  const at = all.findIndex((known) => known.name === name)
  if (at === -1) all.push(fault)
  else all[at] = fault
  return name
}

/** Test files of one stage share a process: each takes away the faults that it made, for the next one lists all. */
export function forgetExtraFaults(): void {
  const all = faults as Fault[]
  all.length = OWN
}
