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

/** The addresses that the build of a page holds, and those that the page calls. */
export interface PageAddresses {
  /** Hosts that are built into the page, but for its own. */
  builtIn(page: PagePromise): ByName
  /** A need: the right service answers at each of them. */
  needBuiltIn(page: PagePromise): Promise<ByName>
  /** The URLs of this environment, by the names that a build bakes in; only URLs at which the right service answers. */
  intended(page: PagePromise): Promise<Intended>
  /** Hosts that the page calls, but for its own. */
  called(page: PagePromise): ByName
  /** The URLs of the services and sockets that the page calls, as this environment has them. */
  calls(page: PagePromise): ByName
  /** The paths of the routes that pages may call, with this method or with any. */
  paths(page: PagePromise, method?: 'GET'): readonly string[]
}

export function createPageAddresses(session: Session): PageAddresses {
  const { contract } = session
  const ownHost = ({ service }: PagePromise) => hostOf(session.baseUrl(service))

  const urlOf = (name: string): NamedUrl => {
    const socket = socketOf(contract, name)
    return [name, socket === undefined ? session.baseUrl(name) : connectorOf(session).url(socket)]
  }

  /** If no service, or the wrong one, answers at a URL, the baked URL cannot be compared with it. */
  const needUrl = async (name: string): Promise<NamedUrl> => {
    const socket = socketOf(contract, name)
    if (socket !== undefined) await needAdmission(session, socket)
    else await needService(session, name)
    return urlOf(name)
  }

  return {
    builtIn: (page) => hostsBut(ownHost(page), namesOf(page).map(urlOf)),
    needBuiltIn: async (page) =>
      hostsBut(ownHost(page), await Promise.all(namesOf(page).map(needUrl))),
    intended: async (page) => {
      const urls = await Promise.allSettled(namesOf(page).map(needUrl))
      return Object.fromEntries(
        urls.flatMap((url) => (url.status === 'fulfilled' ? [url.value] : [])),
      )
    },
    called: (page) => hostsBut(ownHost(page), calledBy(contract, page).map(urlOf)),
    calls: (page) => Object.fromEntries(calledBy(contract, page).map(urlOf)),
    paths: (page, wanted) =>
      routesFor(contract, page)
        .filter(({ method }) => wanted === undefined || method === wanted)
        .map(({ request }) => request.path.replace(/\?.*/, ''))
        .filter((path) => path.length > 1 && !path.includes('{')),
  }
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
function calledBy(contract: Contract, promise: PagePromise): readonly string[] {
  const routes = routesFor(contract, promise)
  const called = namesOf(promise).filter((name) => socketOf(contract, name) !== undefined)
  const names = [
    ...routes.map(({ request }) => request.service),
    ...(promise.calls ?? []),
    ...called,
  ]
  return [...new Set(names)].filter((name) => name !== promise.service)
}

function socketOf({ sockets }: Contract, name: string): SocketPromise | undefined {
  return sockets.find((candidate) => candidate.name === name)
}

/** The hosts of the URLs that are not the page's own: a page names its own host nowhere. */
function hostsBut(own: string | undefined, urls: readonly NamedUrl[]): ByName {
  return Object.fromEntries(
    urls.flatMap(([name, url]) => {
      const host = hostOf(url)
      return host === undefined || host === own ? [] : [[name, host]]
    }),
  )
}
