import { atEdge, type Faults, sets } from '../fault.ts'
import { onAnswer } from '../http/layers.ts'
import type { Clock } from '../service.ts'

const TEN_MINUTES_MS = 600_000

function shifted(clock: Clock, milliseconds: number): Clock {
  return () => clock() + milliseconds
}

/** Clocks that disagree by more than tokens allow. */
export const clock: Faults = {
  'auth-clock-ahead': {
    summary: 'The clock of the auth service is ten minutes ahead',
    finds: [{ code: 'clock.skew', service: 'auth' }],
    apply: ({ auth }) => {
      auth.now = shifted(auth.now, TEN_MINUTES_MS)
    },
  },
  'auth-clock-behind': {
    summary: 'The clock of the auth service is ten minutes behind',
    finds: [{ code: 'clock.skew', service: 'auth' }],
    apply: ({ auth }) => {
      auth.now = shifted(auth.now, -TEN_MINUTES_MS)
    },
  },
  'backend-clock-ahead': {
    summary: 'The clock of the backend is ten minutes ahead',
    finds: [{ code: 'clock.skew', service: 'backend' }],
    apply: ({ backend }) => {
      backend.now = shifted(backend.now, TEN_MINUTES_MS)
    },
  },
  'backend-edge-clock-behind': {
    summary: 'What passes on the answers of the backend writes a Date that is ten minutes old',
    finds: [{ code: 'clock.skew', service: 'backend' }],
    apply: atEdge('backend', () =>
      onAnswer((answer) => {
        const date = new Date(Date.now() - TEN_MINUTES_MS).toUTCString()
        return { ...answer, headers: { ...answer.headers, date, via: '1.1 edge' } }
      }),
    ),
  },
  'auth-dates-tokens-ahead': {
    summary:
      'The auth service writes a time into its tokens that is three minutes ahead of its clock',
    finds: [{ code: 'clock.skew', service: 'auth' }],
    apply: sets('auth', {
      claims: (own) => ({ ...own, iat: Number(own.iat) + 180, exp: Number(own.exp) + 180 }),
    }),
  },
}
