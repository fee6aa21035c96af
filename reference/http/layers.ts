import type { Answer, Asked, Handler, Interceptor } from './exchange.ts'
import { matchPath } from './route-table.ts'

/** Puts interceptors before a handler, the first one outermost. */
export function chain(interceptors: readonly Interceptor[], handler: Handler): Handler {
  return interceptors.reduceRight<Handler>(
    (inner, interceptor) => (asked) =>
      interceptor(asked, async (passed: Asked): Promise<Answer> => inner(passed)),
    handler,
  )
}

/**
 * Limits an interceptor to some requests: `when('GET HEAD /health', …)`. The method `ANY` stands for
 * every plain request, `UPGRADE` for a WebSocket handshake; a final `*` in the path for anything.
 */
export function when(pattern: string, interceptor: Interceptor): Interceptor {
  const words = pattern.split(' ')
  const methods = words.slice(0, -1)
  const path = words.at(-1) ?? ''
  const fits = (asked: Asked): boolean => {
    if (matchPath(path, asked.path) === undefined) return false
    if (asked.upgrade) return methods.includes('UPGRADE')
    return methods.includes('ANY') || methods.includes(asked.method)
  }
  return (asked, next) => (fits(asked) ? interceptor(asked, next) : next(asked))
}

/** Changes the answers of what lies behind. */
export function onAnswer(change: (answer: Answer, asked: Asked) => Answer): Interceptor {
  return async (asked, next) => change(await next(asked), asked)
}

/** Puts a service's own headers on every answer that does not bring them itself. */
export function stamp(headers: Readonly<Record<string, string>>): Interceptor {
  return onAnswer((answer) => ({ ...answer, headers: { ...headers, ...answer.headers } }))
}

/** Puts headers on every answer, also in place of those that it brings. */
export function withHeaders(headers: Readonly<Record<string, string>>): Interceptor {
  return onAnswer((answer) => ({ ...answer, headers: { ...answer.headers, ...headers } }))
}
