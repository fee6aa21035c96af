import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { serve } from './serve.ts'
import { AUDIENCE, USER } from './small-issuer.ts'
import type { Cleanup } from './software.ts'

/** Key sets beside the issuer's own: of another issuer, from before a rotation, and one that is not served now. */
export type KeySet = 'jwks' | 'jwks-of-another' | 'jwks-before' | 'jwks-down'

/** A small issuer of RS256 tokens with `sub aud iss jti iat exp`, which publishes its key at /jwks. */
export async function startKeySetIssuer(cleanup: Cleanup): Promise<string> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const keys = async (pair: typeof own, kid: string) => ({
    keys: [{ ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'RS256' }],
  })
  const sets: Readonly<Record<string, readonly [status: number, body: unknown]>> = {
    '/jwks': [200, await keys(own, 'k1')],
    '/jwks-of-another': [200, await keys(other, 'k1')],
    '/jwks-before': [200, await keys(other, 'k0')],
    '/jwks-down': [503, { error: 'down' }],
  }
  const url = await serve(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body))
    let text = ''
    for await (const chunk of request) text += chunk
    const set = sets[request.url ?? '']
    if (set !== undefined) return answer(...set)
    if (request.url === '/health') return answer(200, { status: 'ok', service: 'auth' })
    if (request.url !== '/token') return answer(404, { error: 'not_found' })
    const right = text === JSON.stringify({ user: USER.name, password: USER.password })
    if (!right) return answer(401, { error: 'invalid_credentials' })
    const now = Math.floor(Date.now() / 1_000)
    const token = await new SignJWT({ sub: USER.name, aud: AUDIENCE, iss: url })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
      .setJti(`${now}-${Math.random()}`)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(own.privateKey)
    return answer(200, { access_token: token, token_type: 'Bearer', expires_in: 600 })
  }, cleanup)
  return url
}
