import type { RequestTemplate } from '../../../contracts/schema/common.ts'
import type { TokenWay } from '../../../contracts/schema/tokens.ts'
import { Secret } from '../../../env/secret.ts'
import type { Answer, Exchange, NoAnswer } from '../../../helpers/http/exchange.ts'
import * as obtain from '../../../helpers/tokens/obtain-token.ts'
import { NOW } from './issuer.ts'

export const ASKED = {
  method: 'POST',
  url: 'http://auth/login',
  at: NOW.toISOString(),
  traceId: '0'.repeat(32),
}
export const REQUEST: RequestTemplate = { service: 'auth', method: 'POST', path: '/login' }

export function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'answer',
    asked: ASKED,
    status,
    headers,
    text,
    json: typeof body === 'string' ? undefined : body,
    timing: { totalMs: 1 },
    tries: 1,
    earlier: [],
  }
}

export const SILENT: NoAnswer = {
  kind: 'no-answer',
  asked: ASKED,
  fault: 'http.timeout',
  detail: 'nothing',
  timing: { totalMs: 1 },
  tries: 1,
  earlier: [],
}

export function way(
  source: Partial<Extract<TokenWay['source'], { from: 'request' }>> = {},
  unavailable: TokenWay['unavailable'] = [],
): TokenWay {
  return {
    id: 'login',
    title: 'login',
    kinds: ['local'],
    needs: [],
    users: 'one',
    unavailable,
    source: { from: 'request', request: REQUEST, token: 'access_token', ...source },
  }
}

export function tools(
  exchange: Exchange,
  values: Record<string, string | Secret> = {},
): obtain.TokenTools {
  return {
    ask: async () => exchange,
    values: (name) => values[name],
    kind: 'local',
    now: NOW,
    secret: (text) => new Secret(text),
  }
}

/** The outcome with its tokens as plain texts: secrets show nothing, not even to a comparison. */
export async function obtainToken(...asked: Parameters<typeof obtain.obtainToken>) {
  const outcome = await obtain.obtainToken(...asked)
  if (outcome.kind !== 'issued') return outcome
  const { token, refreshToken, ...rest } = outcome
  return {
    ...rest,
    token: token.reveal(),
    ...(refreshToken !== undefined && { refreshToken: refreshToken.reveal() }),
  }
}
