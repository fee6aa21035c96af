import type { TokenInput } from '../schema/tokens.ts'

/** Logins that must be refused, each sent once a run, so that no account is locked (docs/netra.md#ways-to-a-token). */
export const wrongCredentials: TokenInput['wrongCredentials'] = [
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
