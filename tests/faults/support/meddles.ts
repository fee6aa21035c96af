import type { Fault } from '../../../reference/fault.ts'
import { healthyPlan, makeSecrets } from '../../../reference/healthy-plan.ts'
import type { Generation } from '../../../reference/service.ts'

/** The variables of a healthy deployment, as far as a fault makes one URL out of another. */
const TOLD: Readonly<Record<string, string>> = {
  AUTH_SERVICE_URL: 'http://auth.test',
  BACKEND_URL: 'http://backend.test',
  FRONTEND_URL: 'http://frontend.test',
}
/** A fault may set what one of the generations has anyway. */
const GENERATIONS: readonly Generation[] = ['H', 'S9']

/** Settings of the deployment, and variables that the suite gets, by name. */
type Settings = ReadonlyMap<string, unknown>

/** Why two faults cannot stand side by side, by what they change; undefined if they can. */
export function meddles(one: Fault, other: Fault): string | undefined {
  const setting = GENERATIONS.flatMap((generation) => [
    ...changedAgain(generation, one, other),
    ...changedAgain(generation, other, one),
  ])[0]
  if (setting !== undefined) return `both have to do with ${setting}`
  const shown = ledTo(one).find((service) => other.finds.some((found) => found.service === service))
  return shown === undefined ? undefined : `${shown} is seen at a URL that is not its own`
}

/** Settings that the first fault changes and the second changes again. */
function changedAgain(generation: Generation, first: Fault, second: Fault): readonly string[] {
  const plan = healthyPlan(
    {
      rest: generation,
      socket: generation,
      environment: 'development',
      delayMs: 0,
      now: Date.now,
    },
    makeSecrets(),
  )
  let told = TOLD
  const look = (): Settings => new Map([...settingsIn(plan), ...Object.entries(told)])
  const broken = (fault: Fault): Settings => {
    fault.apply?.(plan)
    told = fault.env?.(told) ?? told
    return look()
  }
  const [healthy, once, twice] = [look(), broken(first), broken(second)]
  return [...new Set([...healthy.keys(), ...once.keys()])].filter(
    (name) => healthy.get(name) !== once.get(name) && once.get(name) !== twice.get(name),
  )
}

/** Every setting under its path, without interceptors: one more takes none away. */
function settingsIn(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return []
  if (value instanceof Set) return [...value].map((member) => [`${path}.${String(member)}`, 'in'])
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => settingsIn(inner, `${path}.${name}`))
}

/** Services at whose place the URL of another leads. */
function ledTo(fault: Fault): readonly string[] {
  return Object.entries(fault.env?.(TOLD) ?? {})
    .filter(([name, url]) => TOLD[name] !== url)
    .flatMap(([, url]) => /^\w+:\/\/(\w+)\.test$/.exec(url)?.[1] ?? [])
}
