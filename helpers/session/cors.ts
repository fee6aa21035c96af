import type { Contract } from '../../contracts/contract.ts'
import type { Secret } from '../../env/secret.ts'
import { type CorsRoute, namesInPreflight } from '../diagnosis/judges/access/judge-cors.ts'
import type { RedirectedCall } from '../diagnosis/judges/access/judge-redirected.ts'
import { isSentToSignIn } from '../diagnosis/judges/health/answer-signs.ts'
import type { Exchange } from '../http/exchange.ts'
import { needUnrefused } from './acceptance.ts'
import { issuing } from './issuing.ts'
import { redirectOf } from './load-file.ts'
import { AS_BROWSERS } from './pages.ts'
import type { Session } from './session.ts'

/** The answer to the preflight of a page of that origin; none for a request that browsers send without one. */
export async function preflights(
  session: Session,
  route: CorsRoute,
  origin: string,
): Promise<readonly Exchange[]> {
  if (!needsPreflight(route)) return []
  const preflight = await session.ask(
    { ...route.request, method: 'OPTIONS' },
    { headers: preflightHeaders(route, origin) },
  )
  await needCalls(session, route, preflight)
  return [preflight]
}

/** A need: a service whose preflight leads to a page to sign in does not send the calls of the user there too. */
async function needCalls(
  session: Session,
  { request }: CorsRoute,
  preflight: Exchange,
): Promise<void> {
  const service = session.service(request.service)
  const isWall = preflight.kind === 'answer' && isSentToSignIn(preflight)
  const hasTokens = session.contract.tokens !== undefined && service.protectedRoutes.length > 0
  if (isWall && hasTokens) await needUnrefused(session, service, 'user')
}

/** The token of the user; undefined where there is none. */
async function userToken(session: Session): Promise<Secret | undefined> {
  return session.contract.tokens && (await issuing(session, 'user')).issued?.token
}

/** The answer to the request without a token. None for a method that changes something. */
export async function answersWithoutToken(
  session: Session,
  route: CorsRoute,
  origin: string,
): Promise<readonly Exchange[]> {
  if (!isReading(route.method)) return []
  const answer = await session.once(`cors ${keyOf(route)} ${origin}`, () =>
    session.ask(route.request, { headers: { ...AS_BROWSERS, origin } }),
  )
  return [answer]
}

/**
 * The answers to the request itself from a page of that origin: with the token of the user, where there is one,
 * and without. None for a method that changes something.
 */
export function answersTo(
  session: Session,
  route: CorsRoute,
  origin: string,
): Promise<readonly Exchange[]> {
  return session.once(`cors with token ${keyOf(route)} ${origin}`, async () => {
    if (!isReading(route.method)) return []
    const token = await userToken(session)
    const headers = { ...AS_BROWSERS, origin }
    const [accepted, open] = await Promise.all([
      token && session.ask(route.request, { headers, token }),
      answersWithoutToken(session, route, origin),
    ])
    return [...(accepted === undefined ? [] : [accepted]), ...open]
  })
}

/** What browsers get in place of an answer that is a redirect; none where no answer is one. */
export async function redirectedCalls(
  session: Session,
  route: CorsRoute,
  origin: string,
): Promise<readonly RedirectedCall[]> {
  const [first] = await answersTo(session, route, origin)
  // A page to sign in is no answer to a call: the checks of tokens say that the route leads there.
  const isCall = first?.kind === 'answer' && !isSentToSignIn(first)
  const to = isCall ? redirectOf(first) : undefined
  if (first === undefined || to === undefined) return []
  const { service } = route.request
  const base = session.baseUrl(service).replace(/\/$/, '')
  const token = await userToken(session)
  const isWithToken = token !== undefined && route.headers.some(isAuthorization)
  if (new URL(to).origin === new URL(base).origin) {
    if (!to.startsWith(`${base}/`)) return []
    const answer = await session.ask(
      { ...route.request, path: to.slice(base.length) },
      { headers: { ...AS_BROWSERS, origin }, ...(isWithToken && { token }) },
    )
    return [{ from: first.asked.url, answer, origin, authorization: 'sent' }]
  }
  // Of another host than that of the page and that of the service (Fetch standard, "HTTP-redirect fetch").
  if (new URL(to).origin === origin) return []
  const headers = { ...AS_BROWSERS, origin: 'null' }
  const answer = await session.askUrl(service, to, { headers })
  const authorization = isWithToken ? 'left-out' : 'sent'
  return [{ from: first.asked.url, answer, origin: 'null', authorization }]
}

/** The origin that browsers send for a service's pages (RFC 6454). */
export function originOf(session: Session, service: string): string {
  return new URL(session.baseUrl(service)).origin
}

function keyOf({ request, method }: CorsRoute): string {
  return `${request.service} ${method} ${request.path}`
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization'
}

/** An origin no deployment allows (RFC 2606 reserves the name). */
export const FOREIGN_ORIGIN = 'https://foreign-origin.example'

/** Methods that browsers send without a grant (Fetch standard, CORS-safelisted methods). */
const NEED_NO_GRANT = new Set(['GET', 'HEAD', 'POST'])

/**
 * The routes that pages may call: the promised ones, and below each of them, for every further method that a user's
 * steps need there, one more. Pages are how users take these steps.
 */
export function corsRoutes({ cors, journeys }: Contract): readonly CorsRoute[] {
  if (cors === undefined) return []
  const steps = journeys
    .flatMap((journey) => journey.steps)
    .filter((step) => step.kind === 'request')
    .filter((step) => step.as === 'user' && !NEED_NO_GRANT.has(step.request.method))
  const routes = [...cors.routes]
  for (const { request } of steps) {
    const above = cors.routes.find((route) => isAbove(route.request, request))
    const isKnown = routes.some(
      (route) => route.method === request.method && route.request.service === request.service,
    )
    if (above === undefined || isKnown) continue
    const { service, method } = request
    // A preflight names no thing that exists.
    const path = request.path.replaceAll(/\{[^}]*\}/g, 'smoke')
    routes.push({ request: { service, method, path }, method, headers: above.headers })
  }
  return routes
}

function isAbove(route: CorsRoute['request'], step: CorsRoute['request']): boolean {
  const [from = ''] = route.path.split('?')
  const [path = ''] = step.path.split('?')
  return (
    route.service === step.service &&
    (path === from || path.startsWith(`${from.replace(/\/$/, '')}/`))
  )
}

/** Headers that pages may set without a preflight (Fetch standard, CORS-safelisted request-header). */
const SAFE_HEADERS = new Set(['accept', 'accept-language', 'content-language'])

/** Whether browsers send a preflight at all: not for a plain GET, HEAD or POST. */
export function needsPreflight({ method, headers }: CorsRoute): boolean {
  return !NEED_NO_GRANT.has(method) || headers.some((name) => !SAFE_HEADERS.has(name.toLowerCase()))
}

/** What a browser asks before it sends the request itself (Fetch standard, CORS-preflight request). */
export function preflightHeaders(
  { method, headers }: CorsRoute,
  origin: string,
): Readonly<Record<string, string>> {
  return {
    origin,
    'access-control-request-method': method,
    ...(headers.length > 0 && { 'access-control-request-headers': namesInPreflight(headers) }),
  }
}
