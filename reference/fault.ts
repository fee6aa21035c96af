import type { Plan } from './healthy-plan.ts'
import type { Answer, Interceptor } from './http/exchange.ts'
import { when } from './http/layers.ts'
import type { ServiceName } from './urls.ts'

/** What a run must report of a fault: a code of the diagnosis table, and the service at fault. */
export interface Finding {
  readonly code: string
  readonly service: ServiceName | 'config'
}

/** One way in which a deployment can be broken, and what must be found then, as its file writes it. */
export interface WrittenFault {
  /** One line, in the present tense: what is wrong with this deployment. */
  readonly summary: string
  /** Real failures of this kind: numbers of the incident catalogue (`F02`) and `seed 003`; default none. */
  readonly incidents?: readonly string[]
  /** The root causes, or warnings, that must be named. */
  readonly finds: readonly Finding[]
  /** Its effect on the run: exit code 1 (the default), exit code 0 with a warning, exit code 2 (the default of `config`). */
  readonly level?: 'failure' | 'warning' | 'configuration'
  /** The contract whose promise it breaks, as a path from the root of the project, if it is not the usual one. */
  readonly contract?: string
  /** Changes what the services do. */
  apply?(plan: Plan): void
  /** Changes the variables of the suite. */
  env?(env: Readonly<Record<string, string>>): Record<string, string>
}

/** Faults by their names: a few words in kebab case. */
export type Faults = Readonly<Record<string, WrittenFault>>

export interface Fault extends WrittenFault {
  readonly name: string
}

/** A fault of the catalogue, with all that its file may leave out. */
export type CataloguedFault = Fault & Required<Pick<Fault, 'incidents' | 'level'>>

/** Runs the suite with these values. */
export function withVariables(values: Readonly<Record<string, string>>): NonNullable<Fault['env']> {
  return (env) => ({ ...env, ...values })
}

/** Runs the suite without these variables. */
export function withoutVariables(...names: readonly string[]): NonNullable<Fault['env']> {
  return (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}

/** Some values of a plan, written as the plan is; lists, sets and functions are whole. */
type Changes<Part> = {
  readonly [Name in keyof Part]?: Part[Name] extends
    | readonly unknown[]
    | ReadonlySet<unknown>
    | ((...given: never[]) => unknown)
    ? Part[Name]
    : Changes<Part[Name]>
}

/** Puts these values of a service in place of those of the healthy deployment. */
export function sets<Name extends ServiceName>(
  service: Name,
  changes: Changes<Plan[Name]>,
): NonNullable<Fault['apply']> {
  return (plan) => put(changes, plan[service])
}

function put(changes: object, into: object): void {
  for (const [name, value] of Object.entries(changes)) {
    const part: unknown = Reflect.get(into, name)
    if (isPlain(value) && isPlain(part)) put(value, part)
    else Reflect.set(into, name, value)
  }
}

function isPlain(value: unknown): value is object {
  return value instanceof Object && Object.getPrototypeOf(value) === Object.prototype
}

/** Answers in place of the app of a service, or changes what it answers; each run has layers of its own, which may count. */
export function inApp(
  service: ServiceName,
  ...layers: readonly (() => Interceptor)[]
): NonNullable<Fault['apply']> {
  return (plan) => {
    plan[service].app.push(...layers.map((layer) => layer()))
  }
}

/** Gives this answer in place of the app of a service, to the requests of a pattern (`when`). */
export function replies(
  service: ServiceName,
  pattern: string,
  answer: Answer,
): NonNullable<Fault['apply']> {
  return inApp(service, () => when(pattern, () => answer))
}

/** Does the same as `inApp` in front of a service, in place of the gateway. */
export function atEdge(
  service: ServiceName,
  ...layers: readonly (() => Interceptor)[]
): NonNullable<Fault['apply']> {
  return (plan) => {
    plan[service].edge.push(...layers.map((layer) => layer()))
  }
}

/** Meets every second request of each caller, so that requests between the services do not shift the count. */
export function everySecond(interceptor: Interceptor): Interceptor {
  const counts = new Map<string, number>()
  return (asked, next) => {
    const caller = asked.headers['user-agent'] ?? ''
    const count = (counts.get(caller) ?? 0) + 1
    counts.set(caller, count)
    return count % 2 === 0 ? interceptor(asked, next) : next(asked)
  }
}
