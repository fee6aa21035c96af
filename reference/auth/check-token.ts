import type { BoundedMap } from '../bounded-map.ts'
import { type Claims, isSignedWith, type Jws, readJws } from '../tokens/jws.ts'
import { type AuthPlan, TOKEN_RULES, type TokenKind, type TokenRule } from './auth-plan.ts'

/** The result of checking a presented token. `broken` names the first rule it breaks. */
type Verdict =
  | { readonly valid: true; readonly claims: Claims }
  | { readonly valid: false; readonly broken: TokenRule | 'form' }

export type Checker = (token: string, kind: TokenKind) => Verdict

const ALGORITHMS = ['HS256', 'RS256']
const AUDIENCES = ['netra-platform', 'netra-services', 'netra-backend', 'netra-admin']
const REQUIRED = ['exp', 'iat', 'sub', 'iss', 'jti']
const SKEW_SECONDS = 60
const MAX_AGE_SECONDS = 86_400

/**
 * Makes the function that checks tokens by the rules of docs/netra.md#token-rules, and stricter in one: the
 * platform lets any audience pass in development, which would hide that its other environments do not.
 * `loggedOut` holds the tokens that logged out; parts of the auth service with a list of their own do not see it.
 */
export function makeChecker(plan: AuthPlan, loggedOut: BoundedMap<string, true>): Checker {
  return (token, kind) => {
    const jws = readJws(token)
    if (jws === undefined) return { valid: false, broken: 'form' }
    const { claims } = jws
    const now = Math.floor(plan.now() / 1000)
    const breaks: Readonly<Record<TokenRule, () => boolean>> = {
      'not-a-mock': () => token.startsWith('mock_'),
      'not-logged-out': () => loggedOut.has(token),
      algorithm: () => !ALGORITHMS.includes(String(jws.header.alg)) || jws.signature === '',
      signature: () => ![plan.jwtSecret, ...plan.earlierSecrets].some((one) => isSigned(jws, one)),
      expiry: () => typeof claims.exp === 'number' && claims.exp <= now,
      'not-before': () => Number(claims.nbf ?? 0) > now,
      'required-claims': () => REQUIRED.some((name) => claims[name] === undefined),
      kind: () => claims.token_type !== kind,
      issuer: () => claims.iss !== plan.issuer,
      audience: () => !AUDIENCES.includes(String(claims.aud)),
      'not-from-the-future': () => Number(claims.iat) > now + SKEW_SECONDS,
      age: () => Number(claims.iat) < now - MAX_AGE_SECONDS,
    }
    const broken = TOKEN_RULES.find((rule) => plan.rules.has(rule) && breaks[rule]())
    return broken === undefined ? { valid: true, claims } : { valid: false, broken }
  }
}

/** A token with `alg: none` has no signature to check; the algorithm rule refuses it. */
function isSigned(jws: Jws, secret: string): boolean {
  const algorithm = String(jws.header.alg).toLowerCase()
  return algorithm === 'none' || (algorithm === 'hs256' && isSignedWith(jws, secret))
}
