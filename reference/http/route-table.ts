import { detailAnswer } from './detail-answer.ts'
import type { Asked, Handler } from './exchange.ts'
import { matchPath } from './match-path.ts'

/** `'GET HEAD /api/threads/{id}'` → handler. Methods first, then the path. */
export type Routes = Readonly<Record<string, Handler>>

interface Route {
  readonly methods: readonly string[]
  readonly path: string
  readonly handler: Handler
}

/** Finds the route of a request. Unrouted paths and methods get FastAPI's 404 and 405. */
export function routeTable(routes: Routes): Handler {
  const table = Object.entries(routes).map(([key, handler]): Route => {
    const words = key.split(' ')
    return { methods: words.slice(0, -1), path: words.at(-1) ?? '', handler }
  })
  return (asked: Asked) => {
    const allowed = new Set<string>()
    for (const route of table) {
      const params = matchPath(route.path, asked.path)
      if (params === undefined) continue
      if (route.methods.includes(asked.method)) return route.handler({ ...asked, params })
      for (const method of route.methods) allowed.add(method)
    }
    if (allowed.size === 0) return detailAnswer(404, 'Not Found')
    return detailAnswer(405, 'Method Not Allowed', { allow: [...allowed].join(', ') })
  }
}
