import { type Faults, inApp, replies, sets, withoutVariables, withVariables } from '../fault.ts'
import { changeJson, detailAnswer, jsonAnswer } from '../http/answers.ts'
import { when } from '../http/layers.ts'

const OPAQUE = 'f3a91c04d8e24b7796b5'

/** A well-formed token of a user of this platform, expired in 2025; no key made its signature. */
const OLD_TOKEN = [
  { alg: 'HS256', typ: 'JWT' },
  {
    sub: 'dev-user-001',
    iss: 'netra-auth-service',
    aud: 'netra-platform',
    iat: 1_735_689_600,
    exp: 1_735_690_500,
    token_type: 'access',
    type: 'access',
    email: 'dev@example.com',
  },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('c2lnbmF0dXJlLW9mLW5vLWtleS1hdC1hbGwtYW5kLWxvbmc')
  .join('.')

/** Ways to a token that end without a good token. */
export const tokens: Faults = {
  'simulation-key-wrong': {
    summary: 'The suite and the auth service hold different simulation keys',
    incidents: ['F59'],
    finds: [{ code: 'token.refused', service: 'auth' }],
    apply: sets('auth', { environment: 'staging' }),
    env: withVariables({ E2E_OAUTH_SIMULATION_KEY: 'c0ffee00c0ffee00c0ffee00c0ffee00' }),
  },
  'auth-believes-production': {
    summary: 'The auth service runs as production and closes the ways of a test environment',
    incidents: ['F04', 'F05'],
    finds: [{ code: 'token.refused', service: 'auth' }],
    apply: sets('auth', { environment: 'production' }),
  },
  'simulation-key-not-configured': {
    summary: 'The auth service has no simulation key, and there is no other way in',
    incidents: ['F59', 'F101'],
    finds: [{ code: 'token.not-configured', service: 'auth' }],
    apply: sets('auth', { environment: 'staging', simulationKey: undefined }),
    env: withoutVariables('SMOKE_USER_EMAIL', 'SMOKE_USER_PASSWORD', 'JWT_SECRET_KEY'),
  },
  'simulation-route-missing': {
    summary: 'The auth service does not have the route that takes the simulation key',
    incidents: ['F53'],
    finds: [{ code: 'route.missing', service: 'auth' }],
    apply: ({ auth }) => {
      auth.environment = 'staging'
      auth.app.push(when('POST /auth/e2e/test-auth', () => detailAnswer(404, 'Not Found')))
    },
  },
  'login-refused-as-not-found': {
    summary: 'The auth service answers a wrong key with 404, as if the account were a page',
    finds: [{ code: 'token.refused', service: 'auth' }],
    apply: ({ auth }) => {
      auth.environment = 'staging'
      auth.app.push(when('POST /auth/e2e/test-auth', () => detailAnswer(404, 'User not found')))
    },
  },
  'login-crashes': {
    summary: 'The login ends with 500, while the health route answers',
    incidents: ['F57'],
    finds: [{ code: 'route.error', service: 'auth' }],
    apply: replies(
      'auth',
      'POST /auth/dev/login',
      detailAnswer(500, 'duplicate key value violates unique constraint'),
    ),
  },
  'token-field-renamed': {
    summary: 'The answer to a login has its token under another name',
    incidents: ['F53'],
    finds: [{ code: 'token.malformed', service: 'auth' }],
    apply: inApp('auth', () =>
      when('POST /auth/dev/login', async (asked, next) =>
        changeJson(await next(asked), ({ access_token, ...rest }) => ({
          ...rest,
          token: access_token,
        })),
      ),
    ),
  },
  'token-opaque': {
    summary: 'What the auth service issues is no JWT',
    finds: [{ code: 'token.malformed', service: 'auth' }],
    apply: inApp('auth', () =>
      when('POST /auth/dev/login', async (asked, next) =>
        changeJson(await next(asked), (body) => ({ ...body, access_token: OPAQUE })),
      ),
    ),
  },
  'refresh-refused': {
    summary: 'The auth service refuses the refresh token that it has just issued',
    finds: [{ code: 'token.refresh', service: 'auth' }],
    apply: replies('auth', 'POST /auth/refresh', detailAnswer(401, 'Invalid refresh token')),
  },
  'refresh-field-unknown': {
    summary: 'The auth service looks for the refresh token under another name and answers 422',
    incidents: ['F49'],
    finds: [{ code: 'token.refresh', service: 'auth' }],
    apply: replies(
      'auth',
      'POST /auth/refresh',
      detailAnswer(422, {
        error: 'refreshToken field is required',
        received_keys: ['refresh_token'],
      }),
    ),
  },
  'refresh-without-token': {
    summary: 'A refresh answers 200 and brings no token',
    finds: [{ code: 'token.refresh', service: 'auth' }],
    apply: inApp('auth', () =>
      when('POST /auth/refresh', async (asked, next) =>
        changeJson(await next(asked), ({ access_token: _, ...rest }) => rest),
      ),
    ),
  },
  'given-token-old': {
    summary: 'The run is given a token of last year, and there is no other way to one',
    finds: [{ code: 'token.stale', service: 'auth' }],
    apply: replies(
      'auth',
      'POST /auth/dev/login',
      jsonAnswer(403, { detail: 'Dev login is only available in development' }),
    ),
    env: ({
      E2E_OAUTH_SIMULATION_KEY: _,
      SMOKE_USER_EMAIL: _email,
      JWT_SECRET_KEY: _key,
      ...rest
    }) => ({
      ...rest,
      SMOKE_ACCESS_TOKEN: OLD_TOKEN,
    }),
  },
  'login-takes-seconds': {
    summary: 'The auth service takes four seconds for every login',
    finds: [{ code: 'service.slow', service: 'auth' }],
    level: 'warning',
    apply: sets('auth', {
      delayMs: (from, path) => (from === 'outside' && path === '/auth/dev/login' ? 4_000 : 0),
    }),
  },
  'login-not-configured': {
    summary:
      'The auth service answers every login with 503, and says that its key is not configured',
    finds: [{ code: 'token.not-configured', service: 'auth' }],
    apply: replies(
      'auth',
      'POST /auth/dev/login',
      jsonAnswer(503, {
        error: 'service_misconfigured',
        message: 'JWT_SECRET_KEY is not set',
      }),
    ),
  },
}
