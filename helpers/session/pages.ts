import type { CorsPromise, PagePromise } from '../../contracts/contract.ts'
import { assetsOf } from '../diagnosis/judges/page/assets-of.ts'
import { type Intended, judgeAssets, judgePage } from '../diagnosis/judges/page/judge-page.ts'
import type { Exchange } from '../http/exchange.ts'
import { Blocked } from './check-result.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import type { Sockets } from './sockets.ts'

/** An origin no deployment allows (RFC 2606 reserves the name). */
export const FOREIGN_ORIGIN = 'https://foreign-origin.example'

/** An asset of a page, and the answer to the request for it. */
export interface AssetFact {
  readonly url: string
  readonly exchange: Exchange
}

export interface Pages {
  page(page: PagePromise): Promise<Exchange>
  /** The scripts and styles of the page's own host that it names. */
  assets(page: PagePromise): Promise<readonly AssetFact[]>
  /** A need: the page is there; gives its assets. */
  needAssets(page: PagePromise): Promise<readonly AssetFact[]>
  /** A need: all assets load, since a missing one cannot be read. */
  needLoaded(page: PagePromise): Promise<readonly AssetFact[]>
  baked(page: PagePromise): Promise<Exchange>
  /** The URLs of this environment, by the names that a build bakes in; only URLs at which the right service answers. */
  intended(page: PagePromise): Promise<Intended>
  /** A need: the right service answers at each of these URLs; gives them. */
  needIntended(page: PagePromise): Promise<Intended>
  preflight(route: CorsPromise['routes'][number], origin: string): Promise<Exchange>
  /** The origin browsers send for a service's pages (RFC 6454). */
  origin(service: string): string
}

/** Assets requested of one page, the first ones that it names. */
const MOST_ASSETS = 30

/** The limit for a page and for each of its scripts: bundles of more than a megabyte are common. */
const LARGE = { bodyLimitBytes: 3_145_728 }

export function createPages(
  session: Session,
  services: Services,
  sockets: Sockets | undefined,
): Pages {
  const page: Pages['page'] = (promise) =>
    session.once(`page ${promise.service} ${promise.path}`, () =>
      session.ask({ service: promise.service, method: 'GET', path: promise.path }, LARGE),
    )

  const assets: Pages['assets'] = (promise) =>
    session.once(`assets ${promise.service} ${promise.path}`, async () => {
      const exchange = await page(promise)
      if (exchange.kind !== 'answer') return []
      const own = assetsOf(exchange.text, exchange.asked.url).slice(0, MOST_ASSETS)
      return Promise.all(
        own.map(async (url) => ({
          url,
          exchange: await session.askUrl(promise.service, url, LARGE),
        })),
      )
    })

  const needAssets: Pages['needAssets'] = async (promise) => {
    await services.need(promise.service)
    const finding = judgePage(await page(promise), promise)
    if (finding !== undefined) throw new Blocked([finding])
    return assets(promise)
  }

  return {
    page,
    assets,
    needAssets,
    needLoaded: async (promise) => {
      const loaded = await needAssets(promise)
      const finding = judgeAssets(loaded, await page(promise), promise)
      if (finding !== undefined) throw new Blocked([finding])
      return loaded
    },
    needIntended: async (promise) =>
      Object.fromEntries(await Promise.all(namesOf(promise).map(needUrl))),
    intended: async (promise) => {
      const urls = await Promise.allSettled(namesOf(promise).map(needUrl))
      return Object.fromEntries(
        urls.flatMap((url) => (url.status === 'fulfilled' ? [url.value] : [])),
      )
    },
    baked: (promise) =>
      session.once(`baked ${promise.service}`, () =>
        session.ask({ service: promise.service, method: 'GET', path: promise.baked?.path ?? '/' }),
      ),
    preflight: (route, origin) =>
      session.ask(
        { ...route.request, method: 'OPTIONS' },
        {
          headers: {
            origin,
            'access-control-request-method': route.method,
            'access-control-request-headers': route.headers.join(', '),
          },
        },
      ),
    origin: (service) => new URL(session.baseUrl(service)).origin,
  }

  function namesOf(promise: PagePromise): readonly string[] {
    return Object.keys(promise.baked?.urls ?? {})
  }

  /** If no service, or the wrong one, answers at a URL, the baked URL cannot be compared with it. */
  async function needUrl(name: string): Promise<readonly [string, string]> {
    const socket = session.contract.sockets.find((candidate) => candidate.name === name)
    if (socket === undefined || sockets === undefined) {
      await services.need(socket?.service ?? name)
      return [name, session.baseUrl(socket?.service ?? name)]
    }
    await sockets.needAdmission(socket)
    return [name, sockets.url(socket)]
  }
}
