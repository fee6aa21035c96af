import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { saysSo } from '../../../promise/expectation.ts'

type VerifyPromise = NonNullable<TokenPromise['verify']>

/**
 * What the issuer's answer says about a token. `none`: it says nothing about the token, as when the question itself is
 * refused, nothing answers, or the answer is no JSON.
 */
export type TokenVerdict = 'valid' | 'invalid' | 'none'

/** Statuses with which a route refuses the credential of a request (RFC 9110 §15.5.1, §15.5.2, §15.5.4, §15.5.21). */
const REFUSES = new Set([400, 401, 403, 422])

/**
 * The verdict in an answer to "is this token good?". A 2xx holds it (RFC 7662 §2.2: `active`). A refusal is one only
 * where the token is the only credential of the request: otherwise it is the caller that is refused (RFC 7662 §2.3).
 */
export function verdictOf(exchange: Exchange, verify: VerifyPromise): TokenVerdict {
  if (exchange.kind !== 'answer') return 'none'
  if (saysSo(exchange, verify.valid)) return 'valid'
  const { status } = exchange
  if (status >= 200 && status < 300)
    return exchange.json === undefined && verify.valid.at !== 'text' ? 'none' : 'invalid'
  const isOfToken = askerOf(verify.request).length === 0 && !refusesClient(exchange)
  return REFUSES.has(status) && isOfToken ? 'invalid' : 'none'
}

/** `invalid_client` (RFC 6749 §5.2), and what Keycloak 26 says in its place. */
const REFUSES_CLIENT = /invalid_client|unauthorized_client|authentication failed|client not found/i

/** Whether an answer refuses the client that asks, and says nothing of the token. */
export function refusesClient({ text, headers }: Answer): boolean {
  return REFUSES_CLIENT.test(`${headers['www-authenticate'] ?? ''} ${text.slice(0, 2048)}`)
}

/** A variable of the environment in a template: `{CLIENT_SECRET}`. */
const VARIABLE = /\{([A-Z][A-Z0-9_]*)\}/g

/** The variables that hold the credentials of the caller, in the order of the request; none where the token alone is sent. */
export function askerOf({ basic, headers, form, json }: RequestTemplate): readonly string[] {
  const carried = JSON.stringify([basic, headers, form, json])
  return [...new Set([...carried.matchAll(VARIABLE)].map(([, name = '']) => name))]
}
