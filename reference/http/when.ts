import type { Asked, Interceptor } from './exchange.ts'
import { matchPath } from './match-path.ts'

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
