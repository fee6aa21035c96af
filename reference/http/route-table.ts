import { detailAnswer } from './answers.ts'
import type { Asked, Handler } from './exchange.ts'

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

/**
 * Matches a path against a pattern: `{name}` stands for one part, a final `*` for anything.
 * Gives the named parts, or undefined when the path does not match.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  if (pattern.endsWith('*')) return path.startsWith(pattern.slice(0, -1)) ? {} : undefined
  if (!pattern.includes('{')) return pattern === path ? {} : undefined
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{') && value !== '') params[part.slice(1, -1)] = decode(value)
    else if (part !== value) return undefined
  }
  return params
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
