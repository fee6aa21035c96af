import type { Answer } from './exchange.ts'
import { jsonAnswer } from './json-answer.ts'

/** FastAPI's own error body, `{"detail": …}`, as the auth service and unrouted paths give it. */
export function detailAnswer(
  status: number,
  detail: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { detail }, headers)
}
