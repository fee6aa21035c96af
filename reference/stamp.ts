import type { Interceptor } from './http/exchange.ts'

/** Puts a service's own headers on every answer that does not bring them itself. */
export function stamp(headers: Readonly<Record<string, string>>): Interceptor {
  return async (asked, next) => {
    const answer = await next(asked)
    return { ...answer, headers: { ...headers, ...answer.headers } }
  }
}
