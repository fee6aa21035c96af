import { cause, HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { type Middleware, OTHER_KEY, middlewareRow as row } from './middleware-row.ts'

export const MIDDLEWARES_TRIED: readonly Middleware[] = [
  { file: 'express-jwt.mjs', names: ['key', 'audience'] },
  { file: 'express-oauth2-jwt-bearer.mjs', names: ['key', 'audience'], settings: 'both' },
  { file: 'koa-jwt.mjs' },
  { file: 'fastify-jwt.mjs', names: ['key', 'audience'], promise: { withWrongToken: [401, 500] } },
  { file: 'passport-jwt.mjs' },
  { file: 'hapi-jwt.mjs', names: ['key', 'audience'] },
  { file: 'hono-jwt.mjs' },
  { file: 'fastapi_pyjwt.py', names: ['key', 'audience'] },
  {
    file: 'fastapi_0_115_pyjwt.py',
    names: ['key', 'audience'],
    promise: { withoutCredentials: [403] },
  },
  {
    file: 'flask_jwt_extended_app.py',
    names: ['key', 'audience'],
    promise: { withWrongToken: [401, 422] },
  },
  { file: 'drf_simplejwt.py' },
  { file: 'authlib_resource.py', settings: 'none' },
  { file: 'litestar_jwt.py' },
  { file: 'echo.go', settings: 'none' },
  { file: 'gin.go', names: ['key'], settings: 'none' },
  { file: 'chi.go', settings: 'none' },
  {
    file: 'fiber.go',
    settings: 'none',
    promise: { withoutCredentials: [400], withWrongToken: [401, 400] },
  },
]

/** Nothing has shown it; and where the answer names another reason, the advice to compare secrets comes too early. */
export const UNPROVED = /only (?:these|this) (?:is|are) left/
export const ASTRAY = /SHA-256|only (?:these|this) (?:is|are) left/
export const KEY_WORDS = /signature|key/
export const AUDIENCE_WORDS = /audience|\baud\b/

/** Every middleware: healthy with its defaults, healthy with all checks, another key, another audience, no check. */
export const EVERY_MIDDLEWARE: readonly Row[] = MIDDLEWARES_TRIED.flatMap((one) => {
  const { names = [], settings = 'audience' } = one
  const said = (cause: 'key' | 'audience', says: RegExp) => (names.includes(cause) ? { says } : {})
  const rejected = (words: { says?: RegExp; never?: RegExp }) =>
    cause('trust.token-rejected', 'api', words)
  return [
    row(one, 'healthy', HEALTHY),
    ...(settings === 'audience'
      ? [row(one, 'healthy, issuer checked', HEALTHY, { issuer: 'checked' })]
      : []),
    row(one, 'another key', rejected(said('key', KEY_WORDS)), { key: OTHER_KEY }),
    ...(settings === 'none'
      ? []
      : [
          row(
            one,
            'another audience',
            rejected({
              ...said('audience', AUDIENCE_WORDS),
              never: names.includes('audience') ? ASTRAY : UNPROVED,
            }),
            {
              audience: 'another-api',
            },
          ),
        ]),
  ]
})

export const OPEN_MIDDLEWARES: readonly Row[] = MIDDLEWARES_TRIED.filter(({ file }) =>
  /express-jwt|koa|fastify|passport|hono|fastapi_pyjwt|flask|drf|echo|gin|chi|fiber/.test(file),
).map((one) => row(one, 'no check at all', cause('auth.open', 'api'), { program: 'open' }))
