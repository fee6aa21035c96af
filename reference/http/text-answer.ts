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
