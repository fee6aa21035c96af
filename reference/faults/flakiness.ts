import { type Fault, inApp } from '../fault.ts'
import { jsonAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'

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

/** Failures that are gone after a retry. */
export const flakiness: readonly Fault[] = [
  {
    name: 'backend-fails-once',
    summary: 'The first request for the agents is answered with 503, the next with 200',
    incidents: ['F30', 'F65', 'F69'],
    finds: [{ code: 'check.flaky', service: 'backend' }],
    level: 'warning',
    apply: inApp('backend', () => when('GET /api/agents/status', failOnce())),
  },
  {
    name: 'auth-resets-once',
    summary: 'The first request for the own identity is cut, the next is answered',
    incidents: ['F65'],
    finds: [{ code: 'check.flaky', service: 'auth' }],
    level: 'warning',
    apply: ({ auth }) => {
      let isFirst = true
      const cutOnce: Interceptor = async (asked, next) => {
        const answer = await next(asked)
        if (!isFirst || answer.status !== 200) return answer
        isFirst = false
        return { ...answer, delivery: 'cut' }
      }
      auth.app.push(when('GET /auth/me', cutOnce))
    },
  },
]
