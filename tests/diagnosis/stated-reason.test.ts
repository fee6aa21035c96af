import { describe, expect, test } from 'vitest'
import { statedReason } from '../../helpers/diagnosis/judges/access/stated-reason.ts'
import { answer } from './support/facts.ts'

/** Words of refusals as libraries send them, and what each means. */
const SAID = [
  ['jose', 'audience', { message: 'unexpected "aud" claim value' }],
  ['jose', 'issuer', { message: 'unexpected "iss" claim value' }],
  ['jose', 'expired', { message: '"exp" claim timestamp check failed' }],
  ['jose', 'too-early', { message: '"nbf" claim timestamp check failed' }],
  ['jose', 'several-keys', 'multiple matching keys found in the JSON Web Key Set'],
  ['jose', 'no-key', 'no applicable key found in the JSON Web Key Set'],
  ['go-oidc', 'algorithm', 'go-jose/go-jose: unexpected signature algorithm "PS256"'],
  ['Hasura', 'expired', { errors: [{ message: 'Could not verify JWT: JWTExpired' }] }],
  ['Hasura', 'issuer', { errors: [{ message: 'Could not verify JWT: JWTNotInIssuer' }] }],
  ['keyfunc', 'no-key', 'failed keyfunc: could not read JWK from storage'],
  ['PyJWT', 'no-key', 'Unable to find a signing key that matches: "k1"'],
  ['PyJWT', 'no-key', 'The JWKS endpoint did not contain any signing keys'],
  [
    'lestrrat jwx',
    'no-key',
    'jws.Verify: could not verify message using any of the signatures or keys: failed to find matching key: no key ID ("kid") specified in token',
  ],
  ['lestrrat jwx', 'no-key', 'no matching keys were provided by any key provider'],
  [
    'Auth0 java-jwt',
    'key',
    "The Token's Signature resulted invalid when verified using the Algorithm: SHA256withRSA",
  ],
  ['Nimbus', 'no-key', 'Another algorithm expected, or no matching key(s) found'],
  ['JSON:API', 'audience', { errors: [{ detail: 'The audience of the token is not accepted' }] }],
  ['jose', 'claim', { message: 'missing required "sub" claim' }],
  ['jose', 'unreachable', 'Expected 200 OK from the JSON Web Key Set HTTP response'],
  [
    'express, in a page',
    'audience',
    '<pre>InvalidTokenError: Unexpected &#39;aud&#39; value</pre>',
  ],
  ['jsonwebtoken', 'algorithm', 'invalid algorithm'],
  ['PyJWT', 'audience', { detail: "Audience doesn't match" }],
  ['PyJWT', 'claim', { detail: 'Token is missing the "sub" claim' }],
  ['PyJWT', 'unreachable', 'Fail to fetch data from the url, err: "timed out"'],
  ['golang-jwt', 'audience', 'token has invalid claims: token has invalid audience'],
  ['lestrrat jwx', 'expired', '"exp" not satisfied'],
  ['Envoy', 'missing', 'Jwt is missing'],
  ['Envoy', 'expired', 'Jwt is expired'],
  ['Envoy', 'audience', 'Audiences in Jwt are not allowed'],
  ['Envoy', 'issuer', 'Jwt issuer is not configured'],
  ['Envoy', 'no-key', "Jwks doesn't have key to match kid or alg from Jwt"],
  ['Envoy', 'unreachable', 'Jwks remote fetch is failed'],
  ['Kong', 'issuer', { message: "No credentials found for given 'iss'" }],
  ['ESPv2', 'audience', { message: 'JWT validation failed: Audience not allowed' }],
  ['firebase/php-jwt', 'too-early', 'Cannot handle token with nbf prior to 2026-11-28T02:00:00Z'],
  ['lcobucci/jwt', 'audience', 'The token is not allowed to be used by this audience'],
  ['lcobucci/jwt', 'issuer', 'The token was not issued by the given issuers'],
  ['ruby-jwt', 'too-early', 'Signature nbf has not been reached'],
  ['ruby-jwt', 'expired', 'Signature has expired'],
  ['PostgREST', 'key', 'JWSError JWSInvalidSignature'],
  ['PostgREST', 'audience', 'JWT not in audience'],
  ['DRF simplejwt', 'account', { detail: 'User is inactive', code: 'user_inactive' }],
  ['an app', 'account', { code: 'USER_DISABLED', message: 'This account has been disabled' }],
  ['an app', 'ended', { msg: 'Token has been revoked' }],
  ['Django', 'csrf', { detail: 'CSRF Failed: CSRF token missing.' }],
  ['an app', 'scope', 'Forbidden: requires scope orders:read'],
  ['an app', 'permission', { message: 'Insufficient permissions: missing role viewer' }],
  ['DRF', 'permission', { detail: 'You do not have permission to perform this action.' }],
  ['an app', 'certificate', { error_description: 'certificate thumbprint does not match cnf' }],
  ['an app', 'unreachable', { message: 'Authentication service temporarily unavailable' }],
  ['an app', 'unreachable', { message: 'JwksError: connect ECONNREFUSED 10.0.0.3:443' }],
] as const

/** Words that leave the reason open. */
const OPEN = [
  { message: 'Unauthorized', statusCode: 401 },
  'Invalid or expired token',
  { detail: 'Token is invalid or expired' },
  'Token expired or invalid',
  'Token is not valid or has expired',
  { message: 'Unauthenticated.' },
  { message: 'Forbidden resource' },
  { detail: 'Could not validate credentials' },
]

describe('the reason of a refusal', () => {
  test.each(SAID)('%s: %s', (_library, reason, body) => {
    expect(statedReason(answer(401, body))).toBe(reason)
  })

  test.each([
    [
      'Spring',
      'audience',
      'Bearer error="invalid_token", error_description="The aud claim is not valid"',
    ],
    [
      'Spring',
      'unreachable',
      `Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Couldn't retrieve remote JWK set"`,
    ],
    [
      '.NET',
      'no-key',
      'Bearer error="invalid_token", error_description="The signature key was not found"',
    ],
    [
      '.NET',
      'audience',
      `Bearer error="invalid_token", error_description="The audience 'x' is invalid"`,
    ],
    [
      '.NET',
      'expired',
      `Bearer error="invalid_token", error_description="The token expired at '11/28/2026'"`,
    ],
    ['RFC 9449', 'proof', 'DPoP error="use_dpop_nonce"'],
    ['RFC 9449', 'proof', 'DPoP algs="ES256 PS256"'],
  ] as const)('in the challenge alone, %s: %s', (_library, reason, challenge) => {
    expect(statedReason(answer(401, '', { 'www-authenticate': challenge }))).toBe(reason)
  })

  test('is no proof of possession where bearer tokens are welcome beside it', () => {
    const headers = { 'www-authenticate': 'DPoP algs="ES256", Bearer error="invalid_token"' }
    expect(statedReason(answer(401, '', headers))).toBeUndefined()
  })

  test.each(OPEN)('is open where the words name none, or two: %j', (body) => {
    expect(statedReason(answer(401, body))).toBeUndefined()
  })
})

test('words about the caller do not say that no token arrived', () => {
  const body = 'You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth'
  expect(statedReason(answer(401, body))).toBeUndefined()
})

test.each([
  ['User is not authenticated'],
  ['The user is not authenticated.'],
  [{ errors: [{ message: 'Not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] }],
  [{ status: 'error', message: 'Not authenticated', code: 'unauthenticated' }],
  [
    {
      errors: [
        {
          message: 'not authenticated',
          extensions: { code: 'UNAUTHENTICATED', stacktrace: ['GraphQLError: not authenticated'] },
        },
      ],
    },
  ],
])('words about the caller do not say that no token arrived: %j', (body) => {
  expect(statedReason(answer(401, body))).toBeUndefined()
})

test('a sentence without a subject says that no token arrived', () => {
  expect(statedReason(answer(401, { detail: 'Not authenticated' }))).toBe('missing')
})

test('a key set that the library calls a JWS cannot be read', () => {
  const message = 'Unable to get the JWS due to a HTTP error: [HTTP 503] {"error":"down"}'
  expect(statedReason(answer(500, { statusCode: 500, message }))).toBe('unreachable')
  expect(statedReason(answer(401, { message: 'Unable to get the JWS payload' }))).toBeUndefined()
})
