import { SignJWT } from 'jose'
import { serve } from './serve.ts'
import type { Cleanup } from './software.ts'

/** The user whom the issuer knows. */
export const USER = { name: 'smoke', password: 'a-password-of-this-run-0123456789' } as const
export const AUDIENCE = 'api'

/** How its tokens are; each is left out when all is well. */
export interface Tokens {
  /** Seconds by which `iat`, or `nbf` too, is ahead of the clock. */
  readonly iatAhead?: number
  readonly nbfAhead?: number
  /** The header's `typ`; `JWT` by default. */
  readonly typ?: string
  readonly scope?: string
  readonly withoutExp?: boolean
  /** The key is what the text means in base64. */
  readonly base64?: boolean
}

/** A small issuer of HS256 tokens with `sub aud iss jti iat exp`, for a service whose middleware is looked at. */
export async function startSmallIssuer(
  key: string,
  tokens: Tokens,
  cleanup: Cleanup,
): Promise<string> {
  const url = await serve(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body))
    let text = ''
    for await (const chunk of request) text += chunk
    if (request.url === '/health') return answer(200, { status: 'ok', service: 'auth' })
    if (request.url !== '/token') return answer(404, { error: 'not_found' })
    const right = text === JSON.stringify({ user: USER.name, password: USER.password })
    if (!right) return answer(401, { error: 'invalid_credentials' })
    const token = await sign(key, url, tokens)
    return answer(200, { access_token: token, token_type: 'Bearer', expires_in: 600 })
  }, cleanup)
  return url
}

function sign(key: string, issuer: string, tokens: Tokens): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    sub: USER.name,
    aud: AUDIENCE,
    iss: issuer,
    jti: `${now}-${Math.random()}`,
    iat: now + (tokens.iatAhead ?? 0),
    ...(tokens.withoutExp === true ? {} : { exp: now + 600 + (tokens.iatAhead ?? 0) }),
    ...(tokens.nbfAhead === undefined ? {} : { nbf: now + tokens.nbfAhead }),
    ...(tokens.scope === undefined ? {} : { scope: tokens.scope }),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: tokens.typ ?? 'JWT' })
    .sign(Buffer.from(key, tokens.base64 === true ? 'base64' : 'utf8'))
}
