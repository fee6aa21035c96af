import type { HealthInput } from '../schema/health.ts'

type Body = NonNullable<HealthInput['body']>
type Dependency = NonNullable<Body['dependencies']>[number]

/** What differs from one route to the next; what is left out is usual for the library. */
export interface HealthOptions {
  /** Part of the check's id; default `health`, for readiness `ready`. */
  readonly id?: string
  /** Default: readiness when dependencies are named, else liveness. */
  readonly role?: NonNullable<HealthInput['role']>
  /** Names of dependencies as the answer spells them: `['db', { name: 'redis', need: 'optional' }]`. */
  readonly dependencies?: readonly (string | NamedDependency)[]
  /** Longest acceptable median, in milliseconds; default 5,000. */
  readonly withinMs?: number
  readonly head?: NonNullable<HealthInput['head']>
}

interface NamedDependency {
  readonly name: string
  readonly need?: NonNullable<Dependency['need']>
}

/** How a library says that it is well, and where it names what it needs. */
export interface HealthForm {
  readonly role?: NonNullable<HealthInput['role']>
  readonly body?: Partial<Body>
  readonly unwell?: readonly number[]
  /** Where the dependency of a name stands, and what it says when it is up. */
  readonly dependency?: (name: string) => Pick<Dependency, 'at' | 'up' | 'absent'>
}

/** Gives the promise of a health route whose answers have this form. */
export type HealthPreset = (path?: string, options?: HealthOptions) => HealthInput

/** A preset for a library, with the path that it has when nothing else is set. */
export function presetFor(usualPath: string, form: HealthForm): HealthPreset {
  return (path = usualPath, options = {}) => healthPromise(path, form, options)
}

/** The promise of a route; a TypeError where a dependency is named and the form has no place for one. */
export function healthPromise(
  path: string,
  form: HealthForm,
  options: HealthOptions = {},
): HealthInput {
  const { dependencies = [], head = 'not-promised', withinMs = 5_000 } = options
  const usual = form.role ?? (dependencies.length > 0 ? 'readiness' : 'liveness')
  const { role = usual } = options
  const promised = dependencies.map((given) => {
    const named: NamedDependency = typeof given === 'string' ? { name: given } : given
    const place = form.dependency?.(named.name)
    if (place === undefined)
      throw new TypeError(`GET ${path} names no dependency: leave ${named.name} out`)
    return { ...named, ...place }
  })
  return {
    id: options.id ?? (role === 'readiness' ? 'ready' : 'health'),
    path,
    role,
    head,
    withinMs,
    ...(form.unwell && { unwell: form.unwell }),
    ...(form.body && { body: { ...form.body, dependencies: promised } }),
  }
}
