import type { Refusal } from '../../../contracts/schema/common.ts'
import type { ServiceInput } from '../../../contracts/schema/service.ts'
import type { Kind } from '../../../env/kind.ts'
import type { Variable } from '../../../env/variable.ts'

export const ALL: readonly Kind[] = ['local', 'development', 'staging', 'production']

/** The same number of seconds in every kind of environment. */
export function everywhere(seconds: number): Readonly<Record<Kind, number>> {
  return { local: seconds, development: seconds, staging: seconds, production: seconds }
}

export function variable(name: string, kind: Variable['kind']): Variable {
  const example = { url: 'https://api.example.com', text: 'smoke', secret: 'u3Vb0mT7yQ2kXr9sLd4e' }
  return {
    name,
    meaning: `${name} of the software that is tried.`,
    example: example[kind as keyof typeof example] ?? 'smoke',
    kind,
    presence: 'required',
  }
}

/** GET PATH answers 200, and where `healthy` is given, JSON whose `status` says so. */
export function health(path: string, healthy?: string): NonNullable<ServiceInput['health']> {
  const body = {
    format: 'json',
    at: 'status',
    healthy: [healthy ?? 'ok'],
    degraded: [],
    starting: [],
    reasons: [],
    dependencies: [],
  } as const
  return [
    {
      id: 'health',
      path,
      role: 'readiness',
      statuses: [200],
      ...(healthy === undefined ? {} : { body }),
      head: 'not-promised',
      withinMs: 5_000,
    },
  ]
}

/** Refused with one of the statuses, whatever the reason. */
export function refused(...statuses: readonly number[]): Refusal {
  return { statuses }
}
