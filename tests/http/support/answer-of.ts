import type { Answer } from '../../../helpers/http/exchange.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'

/** An answer as the helper would give it. */
export function answerOf(text: string, headers: Record<string, string> = {}): Answer {
  return {
    kind: 'answer',
    asked: {
      method: 'GET',
      url: 'http://127.0.0.1/',
      at: '2026-01-01T00:00:00.000Z',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    },
    status: 200,
    headers,
    text,
    json: parseJson(text),
    timing: { totalMs: 1 },
    tries: 1,
    earlier: [],
  }
}
