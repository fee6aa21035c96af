import { detailAnswer } from '../http/detail-answer.ts'
import type { Answer } from '../http/exchange.ts'

/** FastAPI's 422 for a body without some of its fields; undefined when all are there. */
export function missingFields(
  body: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Answer | undefined {
  if (body === undefined) {
    return detailAnswer(422, [{ type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' }])
  }
  const missing = names.filter((name) => typeof body[name] !== 'string')
  if (missing.length === 0) return undefined
  return detailAnswer(
    422,
    missing.map((name) => ({ type: 'missing', loc: ['body', name], msg: 'Field required' })),
  )
}
