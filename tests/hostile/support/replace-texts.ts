import type { Plan } from '../../../reference/healthy-plan.ts'
import type { Interceptor } from '../../../reference/http/exchange.ts'

/** Replaces every text in every JSON answer and frame, names of members included, and every page and script. */
export function replaceTexts(plan: Plan, next: () => string): void {
  const replace: Interceptor = async (asked, pass) => {
    const answer = await pass(asked)
    const isJson = answer.headers['content-type']?.startsWith('application/json') === true
    return {
      ...answer,
      body: isJson ? JSON.stringify(replaced(JSON.parse(answer.body), next)) : next(),
    }
  }
  for (const service of [plan.auth, plan.backend, plan.frontend]) service.edge.unshift(replace)
  const { outgoing } = plan.backend.socket
  plan.backend.socket.outgoing = (frame, caller) => {
    const last = outgoing(frame, caller)
    return last && (replaced(last, next) as typeof last)
  }
}

function replaced(value: unknown, next: () => string): unknown {
  if (typeof value === 'string') return next()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => replaced(item, next))
  const entries = Object.entries(value).flatMap(
    ([name, item]) =>
      [
        [name, replaced(item, next)],
        [next(), next()],
      ] as const,
  )
  return Object.fromEntries(entries)
}
