import { randomUUID } from 'node:crypto'
import { jsonAnswer } from '../http/answers.ts'
import type { Answer } from '../http/exchange.ts'
import type { Clock } from '../service.ts'
import type { Timers } from '../timers.ts'
import type { Site, Urls } from '../urls.ts'
import type { BackendPlan } from './backend-plan.ts'
import { type Identifier, makeIdentifier } from './identify.ts'
import { Threads } from './threads.ts'

/** What the routes and sockets of the backend share. */
export interface BackendState {
  readonly plan: BackendPlan
  /** The addresses for users. */
  readonly urls: Urls
  readonly timers: Timers
  readonly threads: Threads
  readonly identify: Identifier
  /** The auth service as the backend has it. */
  readonly authUrl: string
  readonly fail: Fail
}

export function createBackendState(plan: BackendPlan, site: Site, timers: Timers): BackendState {
  return {
    plan,
    urls: site.outside,
    timers,
    threads: new Threads(plan.now),
    identify: makeIdentifier(plan, site.inside),
    authUrl: plan.authUrl(site.inside),
    fail: makeFail(plan.now),
  }
}

const CODES: Readonly<Record<number, string>> = {
  401: 'AUTH_FAILED',
  403: 'AUTHORIZATION_FAILED',
  404: 'RECORD_NOT_FOUND',
  422: 'VALIDATION_ERROR',
  503: 'SERVICE_UNAVAILABLE',
}

/** `code` is that of the status where none is given. */
export type Fail = (status: number, message: string, code?: string) => Answer

/** Makes the function that answers in the backend's error envelope (docs/netra.md#trust). */
export function makeFail(now: Clock): Fail {
  return (status, message, code = CODES[status] ?? 'INTERNAL_ERROR') => {
    const body = {
      error: true,
      error_code: code,
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
