import { generateKeyPairSync, sign } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { serveHttp } from '../../http/support/serve.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }

function token(issuer: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: ['urn:notes'], sub: 'ann', iat, exp: iat + 300 }
  const signed = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), keys.privateKey).toString('base64url')}`
}

/** A platform of one service: an issuer with an API and a page, as its documents say. */
export async function platform(): Promise<string> {
  let good = ''
  let url = ''
  const routes: Record<
    string,
    (answer: (status: number, value: unknown, type?: string) => void, isUser: boolean) => void
  > = {
    '/.well-known/openid-configuration': (answer) =>
      answer(200, { issuer: url, jwks_uri: `${url}/keys`, token_endpoint: `${url}/token` }),
    '/keys': (answer) => answer(200, { keys: [jwk] }),
    '/openapi.json': (answer) =>
      answer(200, {
        openapi: '3.1.0',
        info: { title: 'Notes', version: '1' },
        paths: {
          '/open': { get: {} },
          '/items/{id}': { get: { security: [{ oauth: [] }] } },
          '/notes': { get: { security: [{ oauth: [] }] } },
          '/internal/health': { get: {} },
        },
      }),
    '/.well-known/security.txt': (answer) =>
      answer(200, 'Contact: mailto:ops@example.com\n', 'text/plain'),
    '/internal/health': (answer) =>
      answer(200, {
        status: 'UP',
        checks: [{ name: 'Database connection', status: 'UP' }],
        build: 'abc1234',
      }),
    '/token': (answer) => {
      good = token(url)
      answer(200, { access_token: good, token_type: 'Bearer', expires_in: 299 })
    },
    '/notes': (answer, isUser) =>
      answer(isUser ? 200 : 401, isUser ? [] : { error: 'invalid_token' }),
    '/': (answer) =>
      answer(
        200,
        '<!doctype html><title>Notes</title><script src="/app.js"></script><p>hello',
        'text/html',
      ),
    '/app.js': (answer) => answer(200, 'new WebSocket("/live")', 'text/javascript'),
  }
  const listener: RequestListener = (request, response) => {
    const path = new URL(String(request.url), url).pathname
    const route = routes[path]
    const answer = (status: number, value: unknown, type = 'application/json') =>
      response
        .writeHead(status, { 'content-type': type })
        .end(type === 'application/json' ? JSON.stringify(value) : value)
    if (route === undefined) answer(404, {})
    else if (path === '/token' && !request.headers.authorization?.startsWith('Basic bm90ZXM'))
      answer(401, { error: 'invalid_client' })
    else route(answer, good !== '' && request.headers.authorization === `Bearer ${good}`)
  }
  ;({ url } = await serveHttp(listener))
  return url
}
