import type { RequestTemplate } from '../../../contracts/schema/common.ts'
import type { TokenWay } from '../../../contracts/schema/tokens.ts'
import { Secret } from '../../../env/secret.ts'
import type { Exchange } from '../../../helpers/http/exchange.ts'
import * as obtain from '../../../helpers/tokens/obtain-token.ts'
import { silence } from '../../diagnosis/support/facts.ts'
import { NOW } from './issuer.ts'

export const REQUEST: RequestTemplate = { service: 'auth', method: 'POST', path: '/login' }

export const SILENT = silence('http.timeout')

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
