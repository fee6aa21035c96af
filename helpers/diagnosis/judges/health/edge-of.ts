import type { Answer } from '../../../http/exchange.ts'
import { CLOUDS } from './edges/clouds.ts'
import { DEFAULT_PAGES } from './edges/default-pages.ts'
import { HOSTS } from './edges/hosts.ts'
import { PROXIES } from './edges/proxies.ts'
import { type EdgeMeans, type EdgeRow, refused } from './edges/row.ts'
import { WALLS } from './edges/walls.ts'

/** The server in front of the application that answered in its place. */
export interface Edge {
  readonly name: string
  readonly means: EdgeMeans
}

const EDGES = [...WALLS, ...HOSTS, ...CLOUDS, ...PROXIES, ...DEFAULT_PAGES]

const LOOKED_AT = 4096

/**
 * The edge (load balancer, host, proxy, firewall, default page of a web server) that sent this answer; undefined if the
 * application may have sent it. JSON counts as an edge's only if a row names it: an application that passes on such
 * words is still the application.
 */
export function recogniseEdge(answer: Answer): Edge | undefined {
  const row = EDGES.find((candidate) => fits(candidate, answer))
  return row && { name: row.edge, means: row.means ?? meansOf(answer.status) }
}

/** The name of that edge. */
export function edgeOf(answer: Answer): string | undefined {
  return recogniseEdge(answer)?.name
}

/** Whether every condition of a row holds for an answer. */
export function fits({ status = refused, headers = {}, body }: EdgeRow, answer: Answer): boolean {
  return (
    status(answer.status) &&
    Object.entries(headers).every(([name, wanted]) => headerFits(answer.headers[name], wanted)) &&
    (body === undefined || bodyFits(answer, body))
  )
}

function headerFits(value: string | undefined, wanted: RegExp | 'absent'): boolean {
  return wanted === 'absent' ? value === undefined : value !== undefined && wanted.test(value)
}

function bodyFits({ text, json }: Answer, wanted: RegExp | 'empty'): boolean {
  if (wanted === 'empty') return text.trim() === ''
  const isJson = typeof json === 'object' && json !== null
  // A row for a JSON member begins with a quote.
  return (!isJson || wanted.source.startsWith('"')) && wanted.test(text.slice(0, LOOKED_AT))
}

function meansOf(status: number): EdgeMeans {
  if (status >= 500 || status === 429) return 'no-backend'
  return status === 404 ? 'missing' : 'refused'
}
