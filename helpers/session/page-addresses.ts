import type { Contract } from '../../contracts/contract.ts'
import type { PagePromise } from '../../contracts/schema/page.ts'
import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { Intended } from '../diagnosis/judges/page/judge-page.ts'
import { hostOf } from '../url/join-url.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { needAdmission } from './socket-admission.ts'
import { connectorOf } from './socket-connector.ts'

/** Services and sockets by name, each with its URL or its host. */
type ByName = Readonly<Record<string, string>>

/** Hosts that are built into the page, but for its own. */
export function builtInto(session: Session, page: PagePromise): ByName {
  return hostsBut(
    session,
    page,
    namesOf(page).map((name) => urlOf(session, name)),
  )
}

/** A need: the right service answers at each of them. */
export async function needBuiltIn(session: Session, page: PagePromise): Promise<ByName> {
  const urls = await Promise.all(namesOf(page).map((name) => needUrl(session, name)))
  return hostsBut(session, page, urls)
}

/** The URLs of this environment, by the names that a build bakes in; only URLs at which the right service answers. */
export async function intendedUrls(session: Session, page: PagePromise): Promise<Intended> {
  const urls = await Promise.allSettled(namesOf(page).map((name) => needUrl(session, name)))
  return Object.fromEntries(urls.flatMap((url) => (url.status === 'fulfilled' ? [url.value] : [])))
}

/** Hosts that the page calls, but for its own. */
export function calledHosts(session: Session, page: PagePromise): ByName {
  return hostsBut(session, page, calledUrls(session, page))
}

/** The URLs of the services and sockets that the page calls, as this environment has them. */
export function callsOf(session: Session, page: PagePromise): ByName {
  return Object.fromEntries(calledUrls(session, page))
}

/** The URLs of the WebSockets that the page calls. */
export function socketsOf(session: Session, promise: PagePromise): ByName {
  const names = namesOf(promise).filter((name) => socketOf(session.contract, name) !== undefined)
  return Object.fromEntries(names.map((name) => urlOf(session, name)))
}

/** The paths of the routes that pages may call, with this method or with any. */
export function pathsFor(
  { contract }: Session,
  page: PagePromise,
  wanted?: 'GET',
): readonly string[] {
  return routesFor(contract, page)
    .filter(({ method }) => wanted === undefined || method === wanted)
    .map(({ request }) => request.path.replace(/\?.*/, ''))
    .filter((path) => path.length > 1 && !path.includes('{'))
}

function urlOf(session: Session, name: string): NamedUrl {
  const socket = socketOf(session.contract, name)
  return [name, socket === undefined ? session.baseUrl(name) : connectorOf(session).url(socket)]
}

/** If no service, or the wrong one, answers at a URL, the baked URL cannot be compared with it. */
async function needUrl(session: Session, name: string): Promise<NamedUrl> {
  const socket = socketOf(session.contract, name)
  if (socket !== undefined) await needAdmission(session, socket)
  else await needService(session, name)
  return urlOf(session, name)
}

type NamedUrl = readonly [name: string, url: string]

/** Services and sockets whose addresses are built into the page, as it is promised. */
function namesOf({ baked, calls = [] }: PagePromise): readonly string[] {
  return [...new Set([...Object.keys(baked?.urls ?? {}), ...calls])]
}

/** Routes that the pages of the service may call. */
function routesFor({ cors }: Contract, { service }: PagePromise) {
  return cors?.origin === service ? cors.routes : []
}

/** An address that is built in may be one that people are led to; a socket and a route for pages are called. */
function calledUrls(session: Session, promise: PagePromise): readonly NamedUrl[] {
  const { contract } = session
  const routes = routesFor(contract, promise)
  const called = namesOf(promise).filter((name) => socketOf(contract, name) !== undefined)
  const names = [
    ...routes.map(({ request }) => request.service),
    ...(promise.calls ?? []),
    ...called,
  ]
  return [...new Set(names)]
    .filter((name) => name !== promise.service)
    .map((name) => urlOf(session, name))
}

function socketOf({ sockets }: Contract, name: string): SocketPromise | undefined {
  return sockets.find((candidate) => candidate.name === name)
}

/** The hosts of the URLs that are not the page's own: a page names its own host nowhere. */
function hostsBut(session: Session, { service }: PagePromise, urls: readonly NamedUrl[]): ByName {
  const own = hostOf(session.baseUrl(service))
  return Object.fromEntries(
    urls.flatMap(([name, url]) => {
      const host = hostOf(url)
      return host === undefined || host === own ? [] : [[name, host]]
    }),
  )
}
