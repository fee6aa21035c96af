import type { RequestStep } from '../../contracts/schema/journey.ts'
import { keptValue } from '../diagnosis/judges/journey/judge-step.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import type { Extra } from './ask-options.ts'

/** Whether anything is promised of what the answer holds. */
export function readsBody({ says, has, schema, never, list, keeps, undo }: RequestStep): boolean {
  return (
    [says, has, never, Object.keys(keeps)].some(({ length }) => length > 0) ||
    list !== undefined ||
    schema !== undefined ||
    undo.length > 0
  )
}

/** An answer may have created something under a status that is not promised. */
export function hasCreated({ statuses }: RequestStep, { status }: Answer): boolean {
  return status < 300 || statuses.includes(status)
}

/** The values of an answer that later steps use, by name; one that cannot stand in a path is left out. */
export function kept(step: RequestStep, exchange: Exchange): Extra {
  if (exchange.kind !== 'answer') return {}
  return Object.fromEntries(
    Object.entries(step.keeps).flatMap(([name, where]) => {
      const value = keptValue(lookUp(exchange, where))
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
