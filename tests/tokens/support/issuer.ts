import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { JwtPromise } from '../../../contracts/schema/jwt.ts'
import { Secret } from '../../../env/secret.ts'

/** An issuer that keeps its promise, and the verifier every service should have. */
export interface Issuer {
  readonly promise: JwtPromise
  /** What it signs with, as an env file would hold it. */
  readonly key: Secret
  readonly jwks: { readonly keys: readonly JWK[] } | undefined
  issue(claims?: JWTPayload, now?: Date): Promise<string>
  /** Rejects for every token that breaks the promise. */
  verify(token: string, now?: Date): Promise<void>
}

const CLAIMS = {
  sub: '7d3f2c1a-5b6e-4f80-9a1b-2c3d4e5f6a7b',
  iss: 'test-issuer',
  aud: 'test-platform',
  token_type: 'access',
}

export const NOW = new Date('2026-03-01T12:00:00.400Z')
const LIFETIME = 900

/** Every algorithm that signs with a key pair (RFC 7518 §3.1, RFC 8037). */
export const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]
/** Every algorithm that signs with a shared secret. */
export const SYMMETRIC = ['HS256', 'HS384', 'HS512']
/** A token to be minted, without its algorithm and key. */
export const ORDER = { claims: { sub: 'a' }, lifetimeSeconds: 60, now: NOW }

const pairs = new Map<string, KeyPairKeyObjectResult>()

/** RSA keys take a second to make on a busy machine: one for all its algorithms, and a name. */
function pairFor(algorithm: string, name: string): KeyPairKeyObjectResult {
  const family = /^[RP]S/.test(algorithm) ? 'RSA' : algorithm
  const pair = pairs.get(`${family} ${name}`) ?? generate(algorithm)
  pairs.set(`${family} ${name}`, pair)
  return pair
}

function generate(algorithm: string): KeyPairKeyObjectResult {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519')
  const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm]
  if (curve !== undefined) return generateKeyPairSync('ec', { namedCurve: curve })
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** HS256 to HS512 with a shared secret, everything else with a key pair named by a kid. Another name, another issuer. */
export function makeIssuer(algorithm: string, name = 'the issuer'): Issuer {
  const symmetric = algorithm.startsWith('HS')
  const secret = `a secret of ${name} and of nobody else 0123456789-abcdefghijkl-0123456789`
  const pair = symmetric ? undefined : pairFor(algorithm, name)
  const signing = pair?.privateKey ?? new TextEncoder().encode(secret)
  const verifying = pair?.publicKey ?? new TextEncoder().encode(secret)
  const kid = symmetric ? undefined : 'key-1'
  const jwks = pair && {
    keys: [{ ...(pair.publicKey.export({ format: 'jwk' }) as JWK), kid: 'key-1', use: 'sig' }],
  }
  return {
    promise: {
      algorithms: [algorithm],
      key: symmetric
        ? { kind: 'secret', variable: 'JWT_SECRET_KEY' }
        : { kind: 'jwks', request: { service: 'auth', method: 'GET', path: '/jwks' } },
      present: ['sub', 'iat', 'exp'],
      values: [{ claim: 'iss', is: [CLAIMS.iss] }],
      subject: 'sub',
      lifetimeSeconds: { local: 900, development: 900, staging: 900, production: 900 },
      skewSeconds: 60,
      claims: CLAIMS,
      typeClaims: ['token_type'],
      enforced: ['issuer', 'audience', 'type', 'not-before'],
      keyEncoding: 'text',
    },
    key: new Secret(pair?.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? secret),
    jwks,
    issue(claims = {}, now = NOW) {
      const iat = Math.floor(now.getTime() / 1000)
      const payload = { ...CLAIMS, iat, exp: iat + LIFETIME, jti: 'jti-1', ...claims }
      const header = { alg: algorithm, typ: 'JWT', ...(kid !== undefined && { kid }) }
      return new SignJWT(payload).setProtectedHeader(header).sign(signing)
    },
    async verify(token, now = NOW) {
      const { issuer, audience } = { issuer: CLAIMS.iss, audience: CLAIMS.aud }
      const checked = { algorithms: [algorithm], issuer, audience, currentDate: now }
      const { payload } = await jwtVerify(token, verifying, checked)
      if (payload.token_type !== 'access') throw new Error('not an access token')
    },
  }
}
