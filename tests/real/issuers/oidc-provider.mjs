// npm: oidc-provider@9.13.3 jose@6.2.17
// STATE jwt and what is wrong with JWTs: tokens for the API `urn:api`. Otherwise opaque tokens and introspection.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

const { PORT, CLIENT_ID, CLIENT_SECRET, STATE } = process.env
const url = `http://127.0.0.1:${PORT}`
async function keyOf(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }
}
const published = ({ kty, n, e, kid, use, alg }) => ({ kty, n, e, kid, use, alg })
const opaque = STATE === 'opaque'
const provider = new Provider(url, {
  jwks: { keys: [await keyOf('k1')] },
  cookies: { keys: ['a-key-for-cookies'] },
  ttl: { ClientCredentials: 300 },
  scopes: ['read'],
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: !opaque,
      defaultResource: () => 'urn:api',
      getResourceServerInfo: () => ({
        scope: 'read',
        audience: 'urn:api',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
})
const OTHER_KEYS = {
  'other-kid': [published(await keyOf('k0'))],
  'same-kid': [published(await keyOf('k1'))],
  'no-keys': [],
}
const CHANGES = { 'expires-in': { expires_in: 86_400 }, 'token-type': { token_type: 'mac' } }
const answer = provider.callback()
createServer((request, response) => {
  const keys = OTHER_KEYS[STATE]
  if (keys !== undefined && request.url === '/jwks') {
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' })
    return response.end(JSON.stringify({ keys }))
  }
  const change = CHANGES[STATE]
  if (change !== undefined && request.url === '/token') {
    const end = response.end.bind(response)
    response.end = (body, ...rest) => {
      response.removeHeader('content-length')
      return end(JSON.stringify({ ...JSON.parse(body), ...change }), ...rest)
    }
  }
  return answer(request, response)
}).listen(Number(PORT), '127.0.0.1')
