import type { Answer } from './exchange.ts'

type JsonObject = Record<string, unknown>

/** The same answer with another JSON body. An answer that holds no JSON object stays as it is. */
export function changeJson(answer: Answer, change: (body: JsonObject) => unknown): Answer {
  if (!answer.headers['content-type']?.startsWith('application/json')) return answer
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as JsonObject)) }
}
