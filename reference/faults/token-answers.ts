import type { AuthPlan } from '../auth/auth-plan.ts'
import { type Faults, inApp, sets } from '../fault.ts'
import { changeJson } from '../http/answers.ts'
import { when, withHeaders } from '../http/layers.ts'

function changeLogin(auth: AuthPlan, change: (body: Record<string, unknown>) => unknown): void {
  auth.app.push(
    when('POST /auth/dev/login', async (asked, next) => changeJson(await next(asked), change)),
  )
}

/** Answers to a login that describe a good token wrongly. */
export const tokenAnswers: Faults = {
  'token-answer-expires-too-late': {
    summary:
      'The answer to a login says that its token lives a day, and the token ends after two hours',
    finds: [{ code: 'token.lifetime', service: 'auth' }],
    apply: ({ auth }) => changeLogin(auth, (body) => ({ ...body, expires_in: 86_400 })),
  },
  'token-answer-of-another-type': {
    summary: 'The answer to a login calls its bearer token a token of the type mac',
    finds: [{ code: 'token.malformed', service: 'auth' }],
    apply: ({ auth }) => changeLogin(auth, (body) => ({ ...body, token_type: 'mac' })),
  },
  'token-answer-for-caches': {
    summary: 'The answer to a login lets every cache keep it for ten minutes',
    finds: [{ code: 'route.shape', service: 'auth' }],
    level: 'warning',
    apply: inApp('auth', () =>
      when('POST /auth/dev/login', withHeaders({ 'cache-control': 'public, max-age=600' })),
    ),
  },
  'token-answer-from-a-cache': {
    summary: 'A cache answers the login: it kept the answer to another one',
    finds: [{ code: 'edge.cached', service: 'auth' }],
    apply: inApp('auth', () => when('POST /auth/dev/login', withHeaders({ age: '37' }))),
  },
  'token-types-contradict': {
    summary:
      'A login brings a token that is an access token by one claim and a refresh token by another',
    finds: [{ code: 'token.claims', service: 'auth' }],
    apply: sets('auth', { claims: (own) => ({ ...own, type: 'refresh' }) }),
  },
}
