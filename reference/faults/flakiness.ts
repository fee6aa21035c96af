import { type Faults, inApp } from '../fault.ts'
import { jsonAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

/** Meets the first request and passes all others on. */
function failOnce(): Interceptor {
  const unavailable = jsonAnswer(503, { error: true, message: 'Service temporarily unavailable' })
  let isFirst = true
  return (asked, next) => {
    if (!isFirst) return next(asked)
    isFirst = false
    return unavailable
  }
}

/** Of two instances the first: meets every second request of each credential, and passes the others on. */
function oneOfTwo(interceptor: Interceptor): Interceptor {
  const counts = new Map<string, number>()
  return (asked, next) => {
    const { authorization = '' } = asked.headers
    const count = (counts.get(authorization) ?? 0) + 1
    counts.set(authorization, count)
    return count % 2 === 1 ? interceptor(asked, next) : next(asked)
  }
}

const NO_SUCH_ROUTE = jsonAnswer(404, { detail: 'Not Found' })

/** Failures that are gone after a retry, or at another instance. */
export const flakiness: Faults = {
  'backend-fails-once': {
    summary: 'The first request for the agents is answered with 503, the next with 200',
    incidents: ['F30', 'F65', 'F69'],
    finds: [{ code: 'check.flaky', service: 'backend' }],
    level: 'warning',
    apply: inApp('backend', () => when('GET /api/agents/status', failOnce())),
  },
  'auth-resets-once': {
    summary: 'The first request for the own identity is cut, the next is answered',
    incidents: ['F65'],
    finds: [{ code: 'check.flaky', service: 'auth' }],
    level: 'warning',
    apply: ({ auth }) => {
      let isFirst = true
      const cutOnce = onAnswer((answer) => {
        if (!isFirst || answer.status !== 200) return answer
        isFirst = false
        return { ...answer, delivery: 'cut' }
      })
      auth.app.push(when('GET /auth/me', cutOnce))
    },
  },
  'one-backend-instance-without-messages': {
    summary: 'One instance of two is an older release, which has no chat messages',
    incidents: ['F101'],
    finds: [{ code: 'route.missing', service: 'backend' }],
    apply: inApp('backend', () =>
      when(
        'ANY /api/chat/messages',
        oneOfTwo(() => NO_SUCH_ROUTE),
      ),
    ),
  },
  'one-backend-instance-hides-threads': {
    summary: 'One instance of two answers 404 where a token is missing',
    finds: [{ code: 'route.shape', service: 'backend' }],
    apply: inApp('backend', () =>
      when(
        'GET /api/threads',
        oneOfTwo((asked, next) =>
          asked.headers.authorization === undefined ? NO_SUCH_ROUTE : next(asked),
        ),
      ),
    ),
  },
  'one-auth-instance-has-another-secret': {
    summary: 'One instance of two checks its tokens with another secret than the other signs with',
    finds: [{ code: 'trust.token-rejected', service: 'auth' }],
    apply: ({ auth }) => {
      const invalid = jsonAnswer(401, { detail: 'Invalid token' })
      const counts = new Map<string, number>()
      auth.app.push(
        when('GET /auth/verify', (asked, next) => {
          const { authorization = '' } = asked.headers
          const count = (counts.get(authorization) ?? 0) + 1
          counts.set(authorization, count)
          return count % 2 === 0 ? invalid : next(asked)
        }),
      )
    },
  },
  'one-auth-instance-refreshes-nothing': {
    summary: 'One instance of two does not know the refresh tokens of the other',
    finds: [{ code: 'token.refresh', service: 'auth' }],
    apply: ({ auth }) => {
      const unknown = jsonAnswer(401, { detail: 'Invalid refresh token' })
      let count = 0
      auth.app.push(
        when('POST /auth/refresh', (asked, next) => {
          if (/not-a-token/.test(asked.body)) return next(asked)
          count += 1
          return count % 2 === 1 ? unknown : next(asked)
        }),
      )
    },
  },
}
