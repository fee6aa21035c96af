import type { Interceptor } from '../http/exchange.ts'

/** Meets every second request of each caller: what the services ask one another meanwhile changes nothing. */
export function everySecond(interceptor: Interceptor): Interceptor {
  const counts = new Map<string, number>()
  return (asked, next) => {
    const caller = asked.headers['user-agent'] ?? ''
    const count = (counts.get(caller) ?? 0) + 1
    counts.set(caller, count)
    return count % 2 === 0 ? interceptor(asked, next) : next(asked)
  }
}
