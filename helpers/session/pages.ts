import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeAssets } from '../diagnosis/judges/page/judge-assets.ts'
import { type Intended, judgeContent, judgePage } from '../diagnosis/judges/page/judge-page.ts'
import type { Callable } from '../diagnosis/judges/page/stray-finding.ts'
import { ENCODINGS_OF_BROWSERS } from '../http/content-coding.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { LoadedPage } from '../page/loaded-file.ts'
import { readPage, refreshTo } from '../page/read-page.ts'
import type { Finding } from '../record/finding.ts'
import { hostOf } from '../url/join-url.ts'
import { Blocked, Inconclusive, needNoFailure } from './check-result.ts'
import { followRedirects } from './load-file.ts'
import { createPageAddresses } from './page-addresses.ts'
import { loadPage } from './page-files.ts'
import { answerAt } from './service-answers.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'

/** A page that answers with content, and what browsers load for it. */
export interface WholePage {
  readonly answer: Answer
  readonly loaded: LoadedPage
}

export interface Pages {
  /** Needs the right service; judges the answer, and the title and text that are promised. */
  judge(page: PagePromise): Promise<Finding | undefined>
  /** A need: the page is there; gives it with all that it names. */
  needPage(page: PagePromise): Promise<WholePage>
  /** A need: all files of the page load, since a missing one cannot be read. */
  needLoaded(page: PagePromise): Promise<WholePage>
  baked(page: PagePromise): Promise<Exchange>
  /** The URLs of this environment, by the names that a build bakes in; only URLs at which the right service answers. */
  intended(page: PagePromise): Promise<Intended>
  /** A need: the right service answers at each of these URLs. What the scripts of the page may and must call. */
  needCallable(page: PagePromise): Promise<Callable>
  /** The URLs of the services and sockets that the page calls, by name, as this environment has them. */
  calls(page: PagePromise): Readonly<Record<string, string>>
}

/** What browsers ask for (RFC 9110 §12.5.3): a body that is broken only when it is compressed is broken for users. */
export const AS_BROWSERS = { 'accept-encoding': ENCODINGS_OF_BROWSERS }
/** The limit for a page. */
const PAGE = { bodyLimitBytes: 3_145_728, headers: AS_BROWSERS }

const requestOf = ({ service, path }: PagePromise) => ({ service, path, method: 'GET' }) as const

async function leadsTo(exchange: Exchange): Promise<string | undefined> {
  if (exchange.kind === 'no-answer' || exchange.status !== 200) return undefined
  const { headers, text, asked } = exchange
  const isSaid = /http-equiv\s*=\s*["']?\s*refresh/i.test(text)
  return (
    refreshTo(headers.refresh, asked.url) ??
    (isSaid ? (await readPage(text, asked.url)).leadsTo : undefined)
  )
}

export function createPages(session: Session): Pages {
  const addresses = createPageAddresses(session)

  /** Redirects and a refresh on its own host are followed, as browsers do: `/` may lead to `/app/`, or to the language of a user. */
  const page = (promise: PagePromise) =>
    session.once(`page ${promise.service} ${promise.path}`, async () => {
      const ask = (url: string) => session.askUrl(promise.service, url, PAGE)
      const { origin } = new URL(session.baseUrl(promise.service))
      const first = await followRedirects(await session.ask(requestOf(promise), PAGE), ask, origin)
      const to = await leadsTo(first)
      const isAway = to === undefined || to === first.asked.url || new URL(to).origin !== origin
      return isAway ? first : followRedirects(await ask(to), ask, origin)
    })

  /** The page without compression, where it is broken as browsers ask for it. */
  const plain = async (promise: PagePromise, exchange: Exchange) =>
    exchange.kind === 'no-answer' && exchange.fault === 'http.malformed'
      ? session.ask(requestOf(promise), { ...PAGE, headers: {} })
      : undefined

  const partsOf = (promise: PagePromise, { text, asked, headers }: Answer) =>
    session.once(`parts ${promise.service} ${promise.path}`, () =>
      readPage(text, asked.url, headers['content-security-policy']),
    )

  const judge: Pages['judge'] = async (promise) => {
    await needService(session, promise.service)
    const exchange = await page(promise)
    const finding = judgePage(exchange, promise, await plain(promise, exchange))
    if (finding !== undefined || exchange.kind === 'no-answer') return finding
    return judgeContent(await partsOf(promise, exchange), exchange, promise)
  }

  const needPage: Pages['needPage'] = async (promise) => {
    const finding = await judge(promise)
    if (finding !== undefined) throw new Blocked([finding])
    const answer = await page(promise)
    if (answer.kind === 'no-answer') throw new Inconclusive(answer.detail)
    const parts = await partsOf(promise, answer)
    const loaded = await session.once(`files ${promise.service} ${promise.path}`, () =>
      loadPage(answer, parts, {
        ask: (url, { headers, ...options }) =>
          session.askUrl(promise.service, url, {
            ...options,
            headers: { ...AS_BROWSERS, ...headers },
          }),
        hosts: Object.values({ ...addresses.builtIn(promise), ...addresses.called(promise) }),
        paths: addresses.paths(promise, 'GET'),
      }),
    )
    return { answer, loaded }
  }

  return {
    judge,
    needPage,
    needLoaded: async (promise) => {
      const whole = await needPage(promise)
      needNoFailure(judgeAssets(whole.loaded, whole.answer, promise))
      return whole
    },
    needCallable: async (promise) => ({
      own: new Set(Object.values(session.target.urls).flatMap((url) => hostOf(url) ?? [])),
      wanted: await addresses.needBuiltIn(promise),
      called: addresses.called(promise),
      paths: addresses.paths(promise),
    }),
    intended: addresses.intended,
    baked: (promise) =>
      answerAt(session, session.service(promise.service), promise.baked?.path ?? '/'),
    calls: addresses.calls,
  }
}
