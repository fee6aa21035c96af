import { randomUUID } from 'node:crypto'
import type { Answer } from '../http/exchange.ts'
import { jsonAnswer } from '../http/json-answer.ts'
import type { Clock } from '../service-plan.ts'

const CODES: Readonly<Record<number, string>> = {
  401: 'AUTHENTICATION_FAILED',
  403: 'AUTHORIZATION_FAILED',
  404: 'RECORD_NOT_FOUND',
  422: 'VALIDATION_ERROR',
  503: 'SERVICE_UNAVAILABLE',
}

export type Fail = (status: number, message: string) => Answer

/** Makes the function that answers in the backend's error envelope (docs/netra.md#trust). */
export function makeFail(now: Clock): Fail {
  return (status, message) => {
    const body = {
      error: true,
      error_code: CODES[status] ?? 'INTERNAL_ERROR',
      message,
      user_message: message,
      details: { status_code: status },
      trace_id: randomUUID(),
      timestamp: new Date(now()).toISOString(),
      request_id: null,
    }
    return jsonAnswer(status, body, status === 401 ? { 'www-authenticate': 'Bearer' } : {})
  }
}
