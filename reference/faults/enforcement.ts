import type { TokenRule } from '../auth/auth-plan.ts'
import { type Fault, type Faults, replies, sets } from '../fault.ts'
import { jsonAnswer } from '../http/answers.ts'
import { onAnswer, when } from '../http/layers.ts'
import { ALG_NONE } from './edge.ts'

/** The auth service no longer looks at one thing about tokens. */
function without(rule: TokenRule): NonNullable<Fault['apply']> {
  return ({ auth }) => {
    auth.rules.delete(rule)
  }
}

/** Routes that accept tokens that they should refuse, or requests without a token. */
export const enforcement: Faults = {
  'backend-open': {
    summary: 'The backend serves everybody: its check of tokens excludes every path',
    finds: [{ code: 'auth.open', service: 'backend' }],
    apply: sets('backend', { protection: 'none' }),
  },
  'chat-messages-open': {
    summary: 'One route of the backend forgot to ask for a token',
    finds: [{ code: 'auth.open', service: 'backend' }],
    apply: replies(
      'backend',
      'GET /api/chat/messages',
      jsonAnswer(200, { messages: [], total: 0 }),
    ),
  },
  'auth-me-open': {
    summary: 'The auth service tells anybody who the user is',
    finds: [{ code: 'auth.open', service: 'auth' }],
    apply: ({ auth }) => {
      const nobody = jsonAnswer(200, { user_id: 'dev-user-001', email: 'dev@example.com' })
      auth.app.push(
        when(
          'GET /auth/me',
          onAnswer((answer) => (answer.status === 401 ? nobody : answer)),
        ),
      )
    },
  },
  'auth-ignores-signatures': {
    summary: 'The auth service does not look at the signature of a token',
    incidents: ['F55'],
    finds: [{ code: 'auth.accepts-forged', service: 'auth' }],
    apply: without('signature'),
  },
  'auth-accepts-empty-secret': {
    summary: 'The auth service accepts an earlier secret too, whose variable is set to nothing',
    finds: [{ code: 'auth.accepts-forged', service: 'auth' }],
    apply: sets('auth', { earlierSecrets: [''] }),
  },
  'auth-fails-on-unsigned': {
    summary: 'The check of tokens of the auth service throws on alg none, where it should refuse',
    finds: [{ code: 'route.shape', service: 'auth' }],
    apply: ({ auth }) => {
      const crashed = jsonAnswer(500, { error: 'unknown_error' })
      auth.app.push((asked, next) =>
        ALG_NONE.test(String(asked.headers.authorization)) ? crashed : next(asked),
      )
    },
  },
  'auth-accepts-unsigned': {
    summary: 'The auth service accepts tokens with alg none',
    incidents: ['F55'],
    finds: [{ code: 'auth.accepts-forged', service: 'auth' }],
    apply: without('algorithm'),
  },
  'auth-accepts-refresh-tokens': {
    summary: 'The auth service takes a refresh token for an access token',
    finds: [{ code: 'auth.ignores-claim', service: 'auth' }],
    apply: without('kind'),
  },
  'auth-accepts-other-issuers': {
    summary: 'The auth service accepts tokens of another issuer',
    finds: [{ code: 'auth.ignores-claim', service: 'auth' }],
    apply: without('issuer'),
  },
  'auth-accepts-other-audiences': {
    summary:
      'The auth service accepts tokens for another audience, as the platform does in development',
    finds: [{ code: 'auth.ignores-claim', service: 'auth' }],
    apply: without('audience'),
  },
  'auth-accepts-expired': {
    summary: 'The auth service does not look at the end of a token',
    finds: [{ code: 'auth.accepts-expired', service: 'auth' }],
    apply: without('expiry'),
  },
  'backend-believes-tokens': {
    summary: 'The backend reads tokens itself and never asks whether they are genuine',
    incidents: ['F55'],
    finds: [{ code: 'auth.accepts-forged', service: 'backend' }],
    apply: sets('backend', { protection: 'believed' }),
  },
  'auth-verify-says-yes': {
    summary: 'The verify route of the auth service calls every token valid',
    finds: [{ code: 'auth.open', service: 'auth' }],
    apply: replies('auth', 'ANY /auth/verify', jsonAnswer(200, { valid: true })),
  },
  'auth-forgets-sign-outs': {
    summary: 'The auth service answers a sign-out, and goes on accepting its token',
    finds: [{ code: 'auth.accepts-expired', service: 'auth' }],
    contract: 'contracts/netra-extended.ts',
    apply: replies('auth', 'POST /auth/logout', jsonAnswer(200, { status: 'success' })),
  },
}
