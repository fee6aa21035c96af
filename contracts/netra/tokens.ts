import type { TokenInput } from '../schema/tokens.ts'

const MINUTE = 60

/** Logins that must be refused, each sent once a run, so that no account is locked (docs/netra.md#ways-to-a-token). */
const wrongCredentials: TokenInput['wrongCredentials'] = [
  {
    id: 'unknown-user',
    title: 'a login with an unknown user',
    request: {
      service: 'auth',
      method: 'POST',
      path: '/auth/login',
      json: { email: 'smoke-{run}-nobody@example.com', password: 'not-a-password-{run}' },
    },
    refusal: { statuses: 401, reasons: 'invalid' },
  },
  {
    id: 'wrong-simulation-key',
    title: 'a wrong simulation key',
    kinds: ['staging'],
    needs: ['E2E_OAUTH_SIMULATION_KEY'],
    request: {
      service: 'auth',
      method: 'POST',
      path: '/auth/e2e/test-auth',
      headers: { 'X-E2E-Bypass-Key': 'wrong-{run}' },
      json: { email: 'smoke-{run}-nobody@example.com' },
    },
    refusal: { statuses: 401, reasons: 'invalid' },
  },
  {
    id: 'simulation-closed',
    title: 'the simulation path in production, whoever asks',
    kinds: ['production'],
    request: { service: 'auth', method: 'POST', path: '/auth/e2e/test-auth', json: {} },
    refusal: [403, 404],
  },
  {
    id: 'dev-login-closed',
    title: 'the dev login outside development',
    kinds: ['staging', 'production'],
    request: { service: 'auth', method: 'POST', path: '/auth/dev/login', json: {} },
    refusal: [403, 404],
  },
  {
    id: 'garbage-refresh',
    title: 'a refresh token it never issued',
    request: {
      service: 'auth',
      method: 'POST',
      path: '/auth/refresh',
      json: { refresh_token: 'not-a-token-{run}' },
    },
    refusal: { statuses: 401, reasons: 'invalid' },
  },
]

/** How users of Netra get tokens, and what these promise (docs/netra.md#ways-to-a-token). HS256 only, no JWKS. */
export const tokens: TokenInput = {
  issuer: 'auth',
  sessions: 'many',
  ways: [
    {
      id: 'dev-login',
      title: 'dev login',
      kinds: ['local', 'development'],
      source: {
        from: 'request',
        request: { service: 'auth', method: 'POST', path: '/auth/dev/login', json: {} },
        refreshToken: 'refresh_token',
        expiresIn: 'expires_in',
        subject: 'user.id',
      },
      unavailable: [{ statuses: [403, 404] }],
    },
    {
      id: 'simulation-key',
      title: 'simulation key',
      kinds: ['local', 'development', 'staging'],
      users: 'any',
      source: {
        from: 'request',
        request: {
          service: 'auth',
          method: 'POST',
          path: '/auth/e2e/test-auth',
          headers: { 'X-E2E-Bypass-Key': '{E2E_OAUTH_SIMULATION_KEY}' },
          json: { email: '{user.email}', name: '{user.name}', permissions: ['read', 'write'] },
        },
        refreshToken: 'refresh_token',
        expiresIn: 'expires_in',
        subject: 'user.id',
      },
      unavailable: [{ statuses: [503], reasons: ['not configured'] }],
    },
    {
      id: 'password-login',
      title: 'password login',
      source: {
        from: 'request',
        request: {
          service: 'auth',
          method: 'POST',
          path: '/auth/login',
          json: { email: '{SMOKE_USER_EMAIL}', password: '{SMOKE_USER_PASSWORD}' },
        },
        refreshToken: 'refresh_token',
        expiresIn: 'expires_in',
        subject: 'user.id',
      },
    },
    {
      id: 'given-token',
      title: 'given token',
      source: { from: 'variable', variable: 'SMOKE_ACCESS_TOKEN' },
    },
    {
      id: 'minted',
      title: 'token minted with JWT_SECRET_KEY',
      kinds: ['local', 'development', 'staging'],
      users: 'any',
      source: { from: 'mint', keyVariable: 'JWT_SECRET_KEY' },
    },
  ],
  jwt: {
    algorithms: 'HS256',
    key: { kind: 'secret', variable: 'JWT_SECRET_KEY' },
    present: ['sub', 'iss', 'aud', 'iat', 'exp', 'jti'],
    values: [
      { claim: 'iss', is: 'netra-auth-service' },
      { claim: 'aud', is: 'netra-platform' },
      { claim: 'token_type', is: 'access' },
    ],
    lifetimeSeconds: {
      local: 120 * MINUTE,
      development: 120 * MINUTE,
      staging: 30 * MINUTE,
      production: 15 * MINUTE,
    },
    // The validator of auth refuses an iat more than 60 s ahead (docs/netra.md#token-rules).
    skewSeconds: 60,
    claims: {
      sub: '{subject}',
      email: '{user.email}',
      permissions: [],
      iss: 'netra-auth-service',
      aud: 'netra-platform',
      token_type: 'access',
      type: 'access',
      env: '{kind}',
    },
    enforced: ['issuer', 'audience', 'type', 'not-before'],
    typeClaims: ['token_type', 'type'],
  },
  verify: {
    request: { service: 'auth', path: '/auth/verify' },
    valid: { at: 'valid', is: true },
    subject: 'user_id',
  },
  refresh: {
    request: {
      service: 'auth',
      method: 'POST',
      path: '/auth/refresh',
      json: { refresh_token: '{refreshToken}' },
    },
    refreshToken: 'refresh_token',
  },
  wrongCredentials,
  serviceCredentials: {
    request: {
      service: 'auth',
      method: 'POST',
      path: '/api/v1/service/authenticate',
      json: { service_id: '{SERVICE_ID}', service_secret: '{SERVICE_SECRET}' },
    },
    needs: ['SERVICE_ID', 'SERVICE_SECRET'],
    accepted: { at: 'authenticated', is: true },
    secretVariable: 'SERVICE_SECRET',
    consumer: 'backend',
  },
  delegated: [
    {
      consumer: 'backend',
      unreachable: { statuses: [500, 502, 503, 504], reasons: ['auth'] },
      // A backend that cannot ask auth answers 401 as to a wrong token; this route gives the reason.
      reach: {
        request: { service: 'backend', path: '/auth/config' },
        unreachable: [502, 503, 504],
      },
    },
  ],
}
