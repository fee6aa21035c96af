import type { Answer } from './exchange.ts'

/** An answer with a body that is not JSON. */
export function textAnswer(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'content-type': type, ...headers }, body }
}

/** An answer whose body is `value` as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  }
}

/** FastAPI's own error body, `{"detail": …}`, as the auth service and unrouted paths give it. */
export function detailAnswer(
  status: number,
  detail: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, { detail }, headers)
}

type JsonObject = Record<string, unknown>

/** The same answer with another JSON body. An answer that holds no JSON object stays as it is. */
export function changeJson(answer: Answer, change: (body: JsonObject) => unknown): Answer {
  if (!answer.headers['content-type']?.startsWith('application/json')) return answer
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as JsonObject)) }
}
