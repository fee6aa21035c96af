import type { Answer, NoAnswer } from '../http/exchange.ts'
import { parseJson } from '../http/parse-json.ts'
import type { ReadinessResult } from './readiness-result.ts'

/**
 * A readiness result as it crosses threads, without the JSON of its last answer: a server can nest JSON deeper than
 * `structuredClone` can copy.
 */
export type ArrivalWire = Omit<ReadinessResult, 'last'> & {
  readonly last: NoAnswer | Omit<Answer, 'json'>
}

export function toArrivalWire({ last, ...result }: ReadinessResult): ArrivalWire {
  if (last.kind === 'no-answer') return { ...result, last }
  const { json: _, ...answer } = last
  return { ...result, last: answer }
}

export function fromArrivalWire({ last, ...result }: ArrivalWire): ReadinessResult {
  return {
    ...result,
    last: last.kind === 'no-answer' ? last : { ...last, json: parseJson(last.text) },
  }
}
