import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import type { Environment, Generation } from '../../service.ts'

/** The outcome of subprotocol negotiation. Without a name the header is left out. */
export type Selection =
  | { readonly kind: 'accepted'; readonly name?: string }
  | { readonly kind: 'refused' }

const NAMES_H = ['jwt-auth', 'jwt', 'bearer', 'e2e-testing', 'staging-auth', 'agent_chat']
const TOKEN_ITEM_H = /^(jwt\.|jwt-auth\.|bearer\.)./

/**
 * Picks a subprotocol (docs/netra.md#subprotocols). H repeats the item that holds the token, or the first
 * known name, and refuses unknown ones; S9 knows `jwt-auth` only and accepts anything.
 */
export function negotiate(offered: readonly string[], generation: Generation): Selection {
  if (generation === 'S9') {
    return offered.includes('jwt-auth')
      ? { kind: 'accepted', name: 'jwt-auth' }
      : { kind: 'accepted' }
  }
  if (offered.length === 0) return { kind: 'accepted' }
  const name =
    offered.find((item) => TOKEN_ITEM_H.test(item)) ??
    NAMES_H.find((known) => offered.includes(known))
  return name === undefined ? { kind: 'refused' } : { kind: 'accepted', name }
}

/** The items of `Sec-WebSocket-Protocol`, in the client's order. */
export function offeredSubprotocols(asked: Pick<Asked, 'headers'>): readonly string[] {
  const header = asked.headers['sec-websocket-protocol'] ?? ''
  return header
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const RETRY_AFTER_SECONDS = 10

/** The answer of the readiness gate in front of `/ws`, to handshakes and to plain GETs (docs/netra.md#backend-health). */
export function notReady(environment: Environment): Answer {
  const body = {
    error: 'service_not_ready',
    message: 'WebSocket service is not ready',
    details: {
      state: 'services_initializing',
      failed_services: ['agent_supervisor', 'redis'],
      environment,
      retry_after_seconds: RETRY_AFTER_SECONDS,
    },
  }
  return jsonAnswer(503, body, {
    'retry-after': String(RETRY_AFTER_SECONDS),
    'x-cloud-run-compatible': 'true',
    'x-uvicorn-compatible': 'true',
    'x-issue-449-fix': 'active',
  })
}
