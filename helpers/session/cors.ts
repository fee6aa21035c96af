import type { Secret } from '../../env/secret.ts'
import type { CorsRoute } from '../diagnosis/judges/access/judge-cors.ts'
import type { RedirectedCall } from '../diagnosis/judges/access/judge-redirected.ts'
import { isSentToSignIn } from '../diagnosis/judges/health/answer-signs.ts'
import type { Exchange } from '../http/exchange.ts'
import { needUnrefused } from './acceptance.ts'
import type { AskOptions } from './ask.ts'
import { needsPreflight, preflightHeaders } from './cors-routes.ts'
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
  const preflight = await askPreflight(session, route, origin)
  await needCalls(session, route, preflight)
  return [preflight]
}

/** What a browser asks before it sends the request itself. */
export function askPreflight(
  session: Session,
  route: CorsRoute,
  origin: string,
  options: AskOptions = {},
): Promise<Exchange> {
  return session.ask(
    { ...route.request, method: 'OPTIONS' },
    { ...options, headers: preflightHeaders(route, origin) },
  )
}

/** The request itself as a page of that origin sends it. */
export function askAsPage(
  session: Session,
  { request }: CorsRoute,
  origin: string,
  options: AskOptions = {},
): Promise<Exchange> {
  return session.ask(request, { ...options, headers: { ...AS_BROWSERS, origin } })
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
    askAsPage(session, route, origin),
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
): Promise<readonly { readonly exchange: Exchange; readonly token?: Secret }[]> {
  return session.once(`cors with token ${keyOf(route)} ${origin}`, async () => {
    if (!isReading(route.method)) return []
    const token = await userToken(session)
    const [accepted, open] = await Promise.all([
      token && askAsPage(session, route, origin, { token }),
      answersWithoutToken(session, route, origin),
    ])
    return [
      ...(accepted === undefined || token === undefined ? [] : [{ exchange: accepted, token }]),
      ...open.map((exchange) => ({ exchange })),
    ]
  })
}

/** What browsers get in place of an answer that is a redirect; none where no answer is one. */
export async function redirectedCalls(
  session: Session,
  route: CorsRoute,
  origin: string,
): Promise<readonly RedirectedCall[]> {
  const [first] = (await answersTo(session, route, origin)).map(({ exchange }) => exchange)
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
