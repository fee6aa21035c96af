import { type Faults, sets } from '../fault.ts'

const DAY_SECONDS = 86_400
const OTHER_SECRET = 'another-secret-that-is-long-enough-for-staging'

/** Tokens that are issued, but break a promise. */
export const claims: Faults = {
  'token-issuer-wrong': {
    summary: 'Tokens name another issuer, and the services are content with it',
    incidents: ['F04'],
    finds: [{ code: 'token.claims', service: 'auth' }],
    apply: sets('auth', { issuer: 'netra-auth' }),
  },
  'token-audience-missing': {
    summary: 'Tokens say nothing of their audience',
    finds: [{ code: 'token.claims', service: 'auth' }],
    apply: ({ auth }) => {
      auth.rules.delete('audience')
      auth.claims = ({ aud: _, ...rest }) => rest
    },
  },
  'token-of-wrong-type': {
    summary: 'A login brings a token that calls itself a refresh token',
    finds: [{ code: 'token.claims', service: 'auth' }],
    apply: sets('auth', { claims: (own) => ({ ...own, token_type: 'refresh', type: 'refresh' }) }),
  },
  'token-without-subject': {
    summary: 'Tokens name no user',
    incidents: ['F57'],
    finds: [{ code: 'token.claims', service: 'auth' }],
    apply: sets('auth', { claims: ({ sub: _, ...rest }) => rest }),
  },
  'token-signed-with-another-secret': {
    summary:
      'The auth service signs with another secret than the one the environment is meant to have',
    incidents: ['F05', 'F47', 'F48'],
    finds: [{ code: 'token.signature', service: 'auth' }],
    apply: sets('auth', { jwtSecret: OTHER_SECRET }),
  },
  'token-expired-at-birth': {
    summary: 'Tokens end in the second in which they are issued',
    finds: [{ code: 'token.lifetime', service: 'auth' }],
    apply: sets('auth', { lifetimes: { access: 0 } }),
  },
  'token-without-end': {
    summary: 'Tokens have no exp',
    finds: [{ code: 'token.lifetime', service: 'auth' }],
    apply: sets('auth', { claims: ({ exp: _, ...rest }) => rest }),
  },
  'token-lives-two-days': {
    summary: 'Demo mode of the auth service gives tokens 48 hours',
    incidents: ['F54', 'F58'],
    finds: [{ code: 'token.lifetime', service: 'auth' }],
    apply: sets('auth', { lifetimes: { access: 2 * DAY_SECONDS } }),
  },
}
