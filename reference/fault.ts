import type { Plan } from './plan.ts'
import type { ServiceName } from './service-name.ts'

/** What a run must say of a fault: a code of the diagnosis table, and the service it names. */
export interface Finding {
  readonly code: string
  readonly service: ServiceName | 'config'
}

/** One way in which a deployment can be broken, and what must be found then. */
export interface Fault {
  /** In kebab case; says the fault. */
  readonly name: string
  /** One line, in the present tense: what is wrong with this deployment. */
  readonly summary: string
  /** Real failures of this kind: numbers of the incident catalogue (`F02`) and `seed 003`. */
  readonly incidents: readonly string[]
  /** The root causes, or warnings, that must be named. */
  readonly finds: readonly Finding[]
  /** What it does to the verdict: exit code 1, exit code 0 with a warning, exit code 2. */
  readonly level: 'failure' | 'warning' | 'configuration'
  /** Changes what the services do. */
  apply?(plan: Plan): void
  /** Changes the variables of the suite. */
  env?(env: Readonly<Record<string, string>>): Record<string, string>
}
