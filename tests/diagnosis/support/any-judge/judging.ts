import fc from 'fast-check'
import { anyText } from '../../../http/support/any-text.ts'
import { netra as contract } from '../../../support/contracts.ts'
import { anyExchange } from '../any-fact.ts'
import type { Verdict } from '../expect-sound.ts'

export const anyService = fc.constantFrom(...contract.services)

export const anyHealth = anyService.chain((service) =>
  fc.record({ service: fc.constant(service), health: fc.constantFrom(...service.health) }),
)

export const anyRoute = fc
  .constantFrom(...contract.services.filter(({ protectedRoutes }) => protectedRoutes.length > 0))
  .chain((service) =>
    fc.record({
      service: fc.constant(service),
      route: fc.constantFrom(...service.protectedRoutes),
    }),
  )

export const anySamples = fc.array(anyExchange, { maxLength: 6 })

export const anySubject = fc.option(anyText, { nil: undefined })

export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

export interface Judging {
  readonly fact: fc.Arbitrary<unknown>
  readonly judge: (fact: never) => Verdict
}

/** One row: any fact of its kind, and the judge of that kind of fact. */
export function judging<T>(fact: fc.Arbitrary<T>, judge: (fact: T) => Verdict): Judging {
  return { fact, judge: judge as (fact: never) => Verdict }
}

/** Judges by their names, by the file that they stand in. */
export type Judges = Readonly<Record<string, Readonly<Record<string, Judging>>>>
