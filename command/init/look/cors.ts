import type { RequestTemplate } from '../../../contracts/schema/common.ts'
import { namesInPreflight } from '../../../helpers/diagnosis/judges/access/judge-cors.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import type { Asker } from '../asker.ts'
import type { CorsDraft } from '../draft.ts'
import type { SeenLogin } from '../try/login.ts'
import type { SeenRoute } from '../try/protected.ts'
import type { SeenService } from './service.ts'

/** A request that a page of the platform may send. */
interface CalledRoute {
  readonly service: SeenService
  readonly request: RequestTemplate
  /** Headers that a browser asks for, since a page sets them (Fetch standard, CORS-unsafe request-header names). */
  readonly headers: readonly string[]
}

/** What pages send with scripts: the login, where its body is JSON, and the routes that need the token in a header. */
export function calledRoutes(
  services: readonly SeenService[],
  login: SeenLogin | undefined,
  routes: readonly SeenRoute[],
): readonly CalledRoute[] {
  const { service, asked: { request } = {} } = login ?? {}
  const isPlain = request !== undefined && !request.path.includes('{')
  const signIn =
    request?.json !== undefined && service !== undefined && isPlain
      ? [{ service, request: bare(request), headers: ['content-type'] }]
      : []
  const own = routes.map(({ service: of, draft, sent }) => ({
    service: of,
    request: bare(draft.request),
    headers: sent.by === 'bearer' ? ['authorization'] : sent.by === 'header' ? [sent.name] : [],
  }))
  return services.some(({ page }) => page !== undefined) ? [...signIn, ...own] : []
}

/** The route of a request, without what is sent to it. */
function bare({ service, method, path }: RequestTemplate): RequestTemplate {
  return { service, method, path }
}

/**
 * Asks the preflights of a page's requests to services of another origin (Fetch standard, CORS preflight), with the origin of
 * the first page that names them, else of the first page. Gives those that were granted.
 */
export async function lookAtCors(
  asker: Asker,
  services: readonly SeenService[],
  routes: readonly CalledRoute[],
): Promise<CorsDraft | undefined> {
  const page = pageCalling(services, routes)
  if (page === undefined) return undefined
  const { origin } = new URL(page.url)
  const far = routes.filter(({ service }) => new URL(service.url).origin !== origin)
  const asked = await Promise.all(
    far.map(async (route) => ({ route, granted: await preflight(asker, route, origin) })),
  )
  const granted = asked.flatMap(({ route, granted }) => (granted ? [{ route, granted }] : []))
  if (granted.length === 0) return undefined
  return {
    origin: page.name,
    routes: granted.map(({ route: { request, headers } }) => ({
      request,
      method: request.method,
      headers: [...headers],
    })),
    credentials: granted.every(({ granted: answer }) => withCookies(answer))
      ? 'allowed'
      : 'not-promised',
  }
}

function pageCalling(services: readonly SeenService[], routes: readonly CalledRoute[]) {
  const pages = services.filter(({ page }) => page !== undefined)
  const hosts = routes.map(({ service }) => new URL(service.url).host)
  return pages.find(({ page }) => hosts.some((host) => page?.hosts.includes(host))) ?? pages[0]
}

/** The answer to a preflight that lets the page send the request. */
async function preflight(
  asker: Asker,
  { service, request, headers }: CalledRoute,
  origin: string,
): Promise<Answer | undefined> {
  const answer = await asker.look(service.url, request.path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': request.method,
      'access-control-request-headers': namesInPreflight(headers),
    },
  })
  const allowed = answer?.headers['access-control-allow-origin']
  const isGranted = answer !== undefined && answer.status < 300 && allowed !== undefined
  return isGranted && (allowed === '*' || allowed === origin) ? answer : undefined
}

function withCookies({ headers }: Answer): boolean {
  return (
    headers['access-control-allow-credentials'] === 'true' &&
    headers['access-control-allow-origin'] !== '*'
  )
}
