import type { Faults } from '../fault.ts'

/** They differ by more than a busy machine makes. */
const SLOW_MS = 1_000
const SHORT_WAIT_MS = 150
const LATE_MS = 1_500
const LONGER_WAIT_MS = 700

/** The routes at which the auth service judges tokens, and ids and secrets of services. */
const VERDICTS = ['/auth/validate', '/auth/verify', '/api/v1/service/authenticate']

/** Good tokens that the backend refuses because it does not wait for the answer of the auth service. */
export const patience: Faults = {
  'backend-gives-up-on-slow-auth': {
    summary: 'The auth service takes 1 s for each verdict, and the backend waits 0.15 s for it',
    incidents: ['F64', 'F65'],
    finds: [{ code: 'trust.auth-unreachable', service: 'backend' }],
    apply: ({ auth, backend }) => {
      auth.delayMs = (_from, path) => (VERDICTS.includes(path) ? SLOW_MS : 0)
      backend.validateWithinMs = SHORT_WAIT_MS
    },
  },
  'auth-judges-late-for-backend': {
    summary: 'The auth service takes 1.5 s to judge a token for the backend, which waits 0.7 s',
    incidents: ['F64'],
    // From outside the auth service is quick: nothing distinguishes this from a wrong secret, and the words have both.
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: ({ auth, backend }) => {
      auth.delayMs = (from, path) => (from === 'inside' && path === '/auth/validate' ? LATE_MS : 0)
      backend.validateWithinMs = LONGER_WAIT_MS
    },
  },
}
