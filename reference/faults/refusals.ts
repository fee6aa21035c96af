import type { Faults } from '../fault.ts'
import { jsonAnswer } from '../http/answers.ts'
import type { Answer, Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

/** More than a mistyped password, and less than a run sends on purpose. */
const MOST_REFUSALS = 12

/** Gives good tokens, which the backend would accept, this answer. */
function toGoodTokens(answer: Answer): Interceptor {
  return onAnswer((own, asked) => {
    const isGood = asked.headers.authorization !== undefined && own.status === 200
    return isGood ? answer : own
  })
}

/** Good tokens that the backend refuses in words of its own. */
export const refusals: Faults = {
  'backend-refuses-in-good-status': {
    summary: 'The backend answers good tokens with 200, and with an error in the body',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: ({ backend }) => {
      const refusal = jsonAnswer(200, { success: false, error: 'invalid signature' })
      backend.app.push(when('ANY /api/*', toGoodTokens(refusal)))
    },
  },
  'backend-without-keys': {
    summary: 'The backend cannot fetch the keys of the auth service, and refuses every token',
    finds: [{ code: 'trust.auth-unreachable', service: 'backend' }],
    apply: ({ backend }) => {
      const message = 'JwksError: connect ECONNREFUSED 10.0.0.3:443'
      backend.app.push(when('ANY /api/*', toGoodTokens(jsonAnswer(500, { error: true, message }))))
    },
  },
  'backend-check-fails': {
    summary:
      'The check of tokens of the backend throws before it looks at one: a setting of it is missing',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: ({ backend }) => {
      const crashed = jsonAnswer(500, { status: 500, error: 'Internal Server Error' })
      backend.app.push(
        when(
          'ANY /api/*',
          onAnswer((own, asked) => {
            const isChecked = own.status === 200 || own.status === 401
            return asked.headers.authorization !== undefined && isChecked ? crashed : own
          }),
        ),
      )
    },
  },
  'backend-account-disabled': {
    summary: 'The account of the run is disabled in the data of the backend',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: ({ backend }) => {
      const message = 'This account has been disabled'
      backend.app.push(when('ANY /api/*', toGoodTokens(jsonAnswer(403, { error: true, message }))))
    },
  },
  'backend-is-full': {
    summary: 'All connections of the backend are taken: it turns away who comes now',
    finds: [{ code: 'service.throttled', service: 'backend' }],
    apply: ({ backend }) => {
      const message = 'Too many connections, try again later'
      const full = jsonAnswer(503, { error: true, message }, { 'retry-after': '20' })
      backend.app.push(when('ANY /api/*', () => full))
    },
  },
  'backend-turns-away-after-refusals': {
    summary: 'After some refused tokens the backend refuses every token of their sender',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: ({ backend }) => {
      const refusal = jsonAnswer(401, { error: true, message: 'Invalid or expired token' })
      let refused = 0
      const counting: Interceptor = async (asked, next) => {
        if (asked.headers.authorization === undefined) return next(asked)
        if (refused >= MOST_REFUSALS) return refusal
        const answer = await next(asked)
        if (answer.status === 401) refused += 1
        return answer
      }
      backend.app.push(when('GET /api/threads', counting))
    },
  },
  'login-is-cold': {
    summary: 'The first request for a token is answered with 503, the next with a token',
    finds: [{ code: 'check.flaky', service: 'auth' }],
    level: 'warning',
    apply: ({ auth }) => {
      let isFirst = true
      auth.app.push(
        when('POST /auth/dev/login', (asked, next) => {
          if (!isFirst) return next(asked)
          isFirst = false
          return jsonAnswer(503, { message: 'upstream connect error' }, { 'retry-after': '1' })
        }),
      )
    },
  },
}
