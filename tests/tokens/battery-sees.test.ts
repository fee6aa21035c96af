import { createHmac } from 'node:crypto'
import { importJWK, type JWK, jwtVerify, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Issuer, makeIssuer, NOW } from './support/issuer.ts'
import { decodeToken, forgeTokens } from './support/plain.ts'

type Service = (token: string, issuer: Issuer) => Promise<unknown>

const HOURS_BACK = new Date(NOW.getTime() - 7_200_000)
const HOURS_AHEAD = new Date(NOW.getTime() + 3_600_000)

const sound: Service = (token, issuer) => issuer.verify(token)

function headerOf(token: string): Record<string, unknown> {
  const decoded = decodeToken(token)
  return decoded.kind === 'jwt' ? decoded.header : {}
}

async function verifyBut(
  token: string,
  issuer: Issuer,
  options: { issuer?: string; audience?: string; currentDate?: Date },
) {
  const key = await importJWK(issuer.jwks?.keys[0] as JWK, 'RS256')
  const { payload } = await jwtVerify(token, key, {
    algorithms: ['RS256'],
    currentDate: NOW,
    ...options,
  })
  return payload
}

const CLAIMS = { issuer: 'test-issuer', audience: 'test-platform' }

/** Services that are sound but for one thing, and the rows that find it out. */
const SERVICES: readonly {
  readonly defect: string
  readonly service: Service
  readonly accepts: readonly string[]
}[] = [
  { defect: 'nothing', service: sound, accepts: [] },
  {
    defect: 'alg none in lower case taken for an algorithm',
    service: async (token, issuer) =>
      headerOf(token).alg === 'none'
        ? UnsecuredJWT.decode(`${token.slice(0, token.lastIndexOf('.'))}.`, { currentDate: NOW })
        : sound(token, issuer),
    accepts: ['alg-none', 'alg-none-signed'],
  },
  {
    defect: 'alg none refused in lower case only',
    service: async (token, issuer) => {
      const { alg } = headerOf(token)
      if (typeof alg === 'string' && alg !== 'none' && alg.toLowerCase() === 'none') return
      await sound(token, issuer)
    },
    accepts: [
      'alg-none-capitalised',
      'alg-none-capitalised-signed',
      'alg-none-upper-case',
      'alg-none-upper-case-signed',
      'alg-none-mixed-case',
      'alg-none-mixed-case-signed',
    ],
  },
  {
    defect: 'the public key handed to any algorithm',
    service: async (token, issuer) => {
      if (headerOf(token).alg !== 'HS256') return await sound(token, issuer)
      const pem = (await import('node:crypto'))
        .createPublicKey({ key: issuer.jwks?.keys[0] as never, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
      return await jwtVerify(token, new TextEncoder().encode(pem.toString()), { currentDate: NOW })
    },
    accepts: ['hs256-public-key'],
  },
  {
    defect: 'a shared secret that is set to nothing',
    service: async (token, issuer) => {
      if (isSignedWithNothing(token)) return
      await sound(token, issuer)
    },
    accepts: ['empty-secret'],
  },
  {
    defect: 'a key in the header believed',
    service: async (token, issuer) => {
      const { jwk } = headerOf(token)
      if (jwk === undefined) return await sound(token, issuer)
      return await jwtVerify(token, await importJWK(jwk as JWK, 'RS256'), { currentDate: NOW })
    },
    accepts: ['embedded-jwk'],
  },
  {
    defect: 'an empty signature not checked',
    service: async (token, issuer) => {
      const decoded = decodeToken(token)
      if (
        decoded.kind === 'jwt' &&
        decoded.signature === 'absent' &&
        decoded.header.alg === 'RS256'
      )
        return
      await sound(token, issuer)
    },
    accepts: ['stripped-signature'],
  },
  {
    defect: 'exp not looked at',
    service: (token, issuer) =>
      verifyBut(token, issuer, { ...CLAIMS, currentDate: HOURS_BACK }).then(accessOnly),
    accepts: ['expired'],
  },
  {
    defect: 'nbf not looked at',
    service: (token, issuer) =>
      sound(token, issuer).catch(() =>
        verifyBut(token, issuer, { ...CLAIMS, currentDate: HOURS_AHEAD }).then(() =>
          notBeforeOnly(token),
        ),
      ),
    accepts: ['not-yet-valid'],
  },
  {
    defect: 'iss not looked at',
    service: (token, issuer) =>
      verifyBut(token, issuer, { audience: CLAIMS.audience }).then(accessOnly),
    accepts: ['wrong-issuer'],
  },
  {
    defect: 'aud not looked at',
    service: (token, issuer) =>
      verifyBut(token, issuer, { issuer: CLAIMS.issuer }).then(accessOnly),
    accepts: ['wrong-audience'],
  },
  {
    defect: 'the type not looked at',
    service: (token, issuer) => verifyBut(token, issuer, CLAIMS),
    accepts: ['wrong-type', 'refresh-token'],
  },
  {
    defect: 'anything that is no JWT taken for an API key',
    service: (token, issuer) =>
      decodeToken(token).kind === 'opaque' && token !== ''
        ? Promise.resolve()
        : sound(token, issuer),
    accepts: ['garbage', 'garbage-dotted', 'garbage-punctuation', 'garbage-latin1', 'long'],
  },
  { defect: 'no check at all', service: async () => undefined, accepts: ['everything'] },
]

async function accessOnly(payload: Record<string, unknown>): Promise<void> {
  if (payload.token_type !== 'access') throw new Error('not an access token')
}

function notBeforeOnly(token: string): void {
  const decoded = decodeToken(token)
  const { nbf, exp } = decoded.kind === 'jwt' ? decoded.payload : {}
  if (typeof nbf !== 'number' || typeof exp !== 'number') throw new Error('not about nbf')
}

/** Whether a token is signed HS256 with the empty secret. */
function isSignedWithNothing(token: string): boolean {
  const [first = '', second = ''] = token.split('.')
  return headerOf(token).alg === 'HS256' && token === signedWithNothing(first, second)
}

function signedWithNothing(first: string, second: string): string {
  const hmac = createHmac('sha256', '').update(`${first}.${second}`)
  return `${first}.${second}.${hmac.digest('base64url')}`
}

const issuer = makeIssuer('RS256')

describe('the battery sees', () => {
  it.each(SERVICES)('$defect', async ({ service, accepts }) => {
    const { promise: jwt, key, jwks } = issuer
    const real = await issuer.issue({ exp: Math.floor(HOURS_AHEAD.getTime() / 1000) + 60 })
    const refreshToken = await issuer.issue({ token_type: 'refresh' })
    await service(real, issuer)
    const accepted: string[] = []
    let made = 0
    for (const forgery of await forgeTokens(real, { now: NOW, jwt, key, jwks, refreshToken })) {
      if (!('token' in forgery)) continue
      made += 1
      await service(forgery.token, issuer).then(
        () => accepted.push(forgery.id),
        () => undefined,
      )
    }
    if (accepts[0] === 'everything') expect(accepted.length).toBe(made)
    else expect(accepted).toEqual(accepts)
  })
})
