import type { Answer, NoAnswer } from '../http/exchange.ts'
import { parseJson } from '../http/parse-json.ts'
import type { Arrival } from './arrival.ts'

/**
 * An arrival as it crosses threads: without the JSON of its last answer, which a server can nest deeper than
 * any clone of it can be made.
 */
export type ArrivalWire = Omit<Arrival, 'last'> & {
  readonly last: NoAnswer | Omit<Answer, 'json'>
}

export function toArrivalWire({ last, ...arrival }: Arrival): ArrivalWire {
  if (last.kind === 'no-answer') return { ...arrival, last }
  const { json: _, ...answer } = last
  return { ...arrival, last: answer }
}

export function fromArrivalWire({ last, ...arrival }: ArrivalWire): Arrival {
  return {
    ...arrival,
    last: last.kind === 'no-answer' ? last : { ...last, json: parseJson(last.text) },
  }
}
