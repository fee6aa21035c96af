import { cause, HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { KEY, type Middleware, middlewareRow, OTHER_KEY } from './middleware-row.ts'

import { ASTRAY, KEY_WORDS, MIDDLEWARES_TRIED } from './middlewares.ts'

const named = (file: string): Middleware =>
  MIDDLEWARES_TRIED.find((one) => one.file === file) ?? { file }

const FASTAPI = named('fastapi_pyjwt.py')
const EXPRESS = named('express-jwt.mjs')
const FLASK = named('flask_jwt_extended_app.py')
const LATER = /clock|ahead|yet|future|iat|nbf/

/** The issuer is checked, so that one thing alone is wrong. */
const row: typeof middlewareRow = (one, state, expected, deployed) =>
  middlewareRow(one, state, expected, { issuer: 'checked', ...deployed })

/** Single states of single libraries, each with a cause of its own. */
export const SINGLE_MIDDLEWARES: readonly Row[] = [
  row(FASTAPI, 'signature not checked', cause('auth.accepts-forged', 'api'), {
    program: 'unverified',
  }),
  row(FASTAPI, 'exp not checked', cause('auth.accepts-expired', 'api'), { program: 'no-exp' }),
  row(FASTAPI, 'no reason in the answer, another key', cause('trust.token-rejected', 'api'), {
    program: 'silent',
    key: OTHER_KEY,
  }),
  row(FASTAPI, 'the run has no JWT_KEY', HEALTHY, { runKey: null }),
  row(
    FASTAPI,
    "the issuer's iat is 4 s ahead",
    cause('clock.skew', 'auth', { says: LATER, never: /skew is excluded/ }),
    {
      tokens: { iatAhead: 4 },
    },
  ),
  row(FASTAPI, "the issuer's iat is 18 s ahead", cause('clock.skew', 'auth', { says: LATER }), {
    tokens: { iatAhead: 18 },
  }),
  row(EXPRESS, "the issuer's iat is 18 s ahead", cause('clock.skew', 'auth', { says: LATER }), {
    tokens: { iatAhead: 18 },
  }),
  row(
    FLASK,
    "the issuer's iat and nbf are 4 s ahead",
    cause('clock.skew', 'auth', { says: LATER }),
    {
      tokens: { iatAhead: 4, nbfAhead: 4 },
    },
  ),
  row(
    named('fastify-jwt.mjs'),
    "the issuer's nbf is 4 s ahead",
    cause('clock.skew', 'auth', { says: LATER }),
    {
      tokens: { nbfAhead: 4 },
    },
  ),
  row(
    named('express-oauth2-jwt-bearer.mjs'),
    'the scope is missing',
    cause('trust.token-rejected', 'api', { says: /scope/, never: ASTRAY }),
    {
      program: 'scope',
      tokens: { scope: 'read:other' },
    },
  ),
  row(
    named('hono-jwt.mjs'),
    'tokens with typ at+jwt',
    cause('trust.token-rejected', 'api', { says: /typ|type/ }),
    {
      tokens: { typ: 'at+jwt' },
    },
  ),
  row(
    EXPRESS,
    'every second request meets another key',
    cause('trust.token-rejected', 'api', { says: /\d+ of \d+|some|instance/ }),
    {
      program: 'two-instances',
    },
  ),
  row(
    EXPRESS,
    'a line break at the end of the key',
    cause('trust.token-rejected', 'api', { says: KEY_WORDS }),
    {
      key: `${KEY}\n`,
    },
  ),
  row(EXPRESS, 'tokens without exp', cause('token.lifetime', 'auth', { says: /exp/ }), {
    tokens: { withoutExp: true },
  }),
  row(
    EXPRESS,
    'the JWT_KEY of the run is wrong',
    cause('token.signature', 'auth', { says: /JWT_KEY/ }),
    {
      runKey: OTHER_KEY,
    },
  ),
  row(EXPRESS, 'healthy, both sides decode the key as base64, as promised', HEALTHY, {
    program: 'base64-key',
    tokens: { base64: true },
    promise: { keyEncoding: 'base64' },
  }),
  row(
    EXPRESS,
    'both sides decode the key as base64, and the contract says text',
    cause('token.signature', 'auth', { says: /base64/, never: /SHA-256/ }),
    { program: 'base64-key', tokens: { base64: true } },
  ),
  // The lists of a person who has read no answer yet: 401 for everything.
  row(FLASK, 'another key, 422 is not in the contract', cause('trust.token-rejected', 'api'), {
    key: OTHER_KEY,
    promise: { withWrongToken: [401] },
  }),
  row(
    named('fastapi_0_115_pyjwt.py'),
    'healthy, an empty token gets 403 as no token does',
    HEALTHY,
    {
      promise: { withoutCredentials: [403], withWrongToken: [401] },
    },
  ),
]
