import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeAssets, loads } from '../diagnosis/judges/page/judge-assets.ts'
import { judgeContent, judgePage } from '../diagnosis/judges/page/judge-page.ts'
import type { Callable } from '../diagnosis/judges/page/stray-finding.ts'
import { ENCODINGS_OF_BROWSERS } from '../http/content-coding.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { LoadedFile, LoadedPage } from '../page/loaded-file.ts'
import { type PageParts, readPage, refreshTo } from '../page/read-page.ts'
import type { Finding } from '../record/finding.ts'
import { hostOf } from '../url/join-url.ts'
import { Blocked, Inconclusive, type Judged, needNoFailure } from './check-result.ts'
import { BY_ANY, countAgain } from './count-again.ts'
import { followRedirects } from './load-file.ts'
import { builtInto, calledHosts, needBuiltIn, pathsFor, socketsOf } from './page-addresses.ts'
import { loadPage } from './page-files.ts'
import { answerAt } from './service-answers.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'

/** A page that answers with content, and what browsers load for it. */
interface WholePage {
  readonly answer: Answer
  readonly loaded: LoadedPage
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

function pageAt(session: Session, promise: PagePromise): Promise<Exchange> {
  return session.once(`page ${promise.service} ${promise.path}`, () =>
    requestPage(session, promise, PAGE),
  )
}

/** Redirects and a refresh on its own host are followed, as browsers do: `/` may lead to `/app/`, or to the language of a user. */
async function requestPage(
  session: Session,
  promise: PagePromise,
  options: typeof PAGE & Partial<typeof BY_ANY>,
): Promise<Exchange> {
  const ask = (url: string) => session.askUrl(promise.service, url, options)
  const { origin } = new URL(session.baseUrl(promise.service))
  const first = await followRedirects(await session.ask(requestOf(promise), options), ask, origin)
  const to = await leadsTo(first)
  const isAway = to === undefined || to === first.asked.url || new URL(to).origin !== origin
  return isAway ? first : followRedirects(await ask(to), ask, origin)
}

function partsOf({ text, asked, headers }: Answer): Promise<PageParts> {
  return readPage(text, asked.url, headers['content-security-policy'])
}

/** Needs the right service; judges the answer, and the title and text that are promised. */
export function judgePageAt(session: Session, promise: PagePromise): Judged {
  return session.once(`judge page ${promise.service} ${promise.path}`, async () => {
    await needService(session, promise.service)
    const exchange = await pageAt(session, promise)
    const finding = await judgeAnswer(session, promise, exchange)
    const request = requestOf(promise)
    return countAgain(session, { finding, bad: exchange, request }, async () => {
      const again = await requestPage(session, promise, { ...PAGE, ...BY_ANY })
      return (await judgeAnswer(session, promise, again)) === undefined
    })
  })
}

async function judgeAnswer(session: Session, promise: PagePromise, exchange: Exchange): Judged {
  // Where the page is broken as browsers ask for it, without compression too.
  const isBroken = exchange.kind === 'no-answer' && exchange.fault === 'http.malformed'
  const plain = isBroken
    ? await session.ask(requestOf(promise), { ...PAGE, headers: {} })
    : undefined
  const finding = judgePage(exchange, promise, plain)
  if (finding !== undefined || exchange.kind === 'no-answer') return finding
  return judgeContent(await partsOf(exchange), exchange, promise)
}

/** A need: the page is there; gives it with all that it names. */
export async function needPage(session: Session, promise: PagePromise): Promise<WholePage> {
  const finding = await judgePageAt(session, promise)
  if (finding !== undefined) throw new Blocked([finding])
  const answer = await pageAt(session, promise)
  if (answer.kind === 'no-answer') throw new Inconclusive(answer.detail)
  const loaded = await session.once(`files ${promise.service} ${promise.path}`, async () =>
    loadPage(answer, await partsOf(answer), {
      ask: (url, { headers, ...options }) =>
        session.askUrl(promise.service, url, {
          ...options,
          headers: { ...AS_BROWSERS, ...headers },
        }),
      hosts: Object.values({ ...builtInto(session, promise), ...calledHosts(session, promise) }),
      paths: pathsFor(session, promise, 'GET'),
    }),
  )
  return { answer, loaded }
}

/** A need: all files of the page load, since a missing one cannot be read. */
export async function needLoaded(session: Session, promise: PagePromise): Promise<WholePage> {
  needNoFailure(await judgeFilesOf(session, promise))
  return needPage(session, promise)
}

/** Whether the files of the page load; where the host of the page lacks one, whether each of its instances does. */
export function judgeFilesOf(session: Session, promise: PagePromise): Judged {
  return session.once(`judge files ${promise.service} ${promise.path}`, async () => {
    const { loaded, answer } = await needPage(session, promise)
    const finding = judgeAssets(loaded, answer, promise)
    const missing = loaded.files.find((one) => isAskedAgain(one, finding, answer))
    if (missing === undefined) return finding
    const { url } = missing.exchange.asked
    const request = { ...requestOf(promise), path: new URL(url).pathname }
    return countAgain(session, { finding, bad: missing.exchange, request }, async () => {
      const exchange = await session.askUrl(promise.service, url, { ...PAGE, ...BY_ANY })
      return loads({ ...missing, exchange }, loaded, answer)
    })
  })
}

/** Whether a finding is about this file, of the host of the page, and what it says can be seen in the answer alone. */
function isAskedAgain(
  { exchange, integrity, reading }: LoadedFile,
  finding: Finding | undefined,
  page: Answer,
): boolean {
  const { method, url } = exchange.asked
  const isOwn = new URL(url).origin === new URL(page.asked.url).origin
  const isOfContent = integrity === 'broken' || reading.error !== undefined
  return isOwn && !isOfContent && finding?.asked === `${method} ${url}`
}

/** What the scripts of the page may and must call. A need: the right service answers at each URL that is built in. */
export async function needCallable(session: Session, promise: PagePromise): Promise<Callable> {
  return {
    own: new Set(Object.values(session.target.urls).flatMap((url) => hostOf(url) ?? [])),
    wanted: await needBuiltIn(session, promise),
    called: calledHosts(session, promise),
    sockets: socketsOf(session, promise),
    paths: pathsFor(session, promise),
  }
}

/** What the page says that it was built with. */
export function bakedInto(session: Session, { service, baked }: PagePromise): Promise<Exchange> {
  return answerAt(session, session.service(service), baked?.path ?? '/')
}
