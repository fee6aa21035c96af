import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { StrayAddress } from '../../../page/stray-address.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { hostOf } from '../../../url/websocket-url.ts'
import { findingOf } from '../finding-of.ts'

/** What the scripts of a page may and must call. */
export interface Callable {
  /** Hosts of this environment: their addresses are no mistake, also on the developer's machine. */
  readonly own: ReadonlySet<string>
  /** Services and sockets that the page calls on another host than its own, with that host. */
  readonly wanted: Readonly<Record<string, string>>
  /** Of those, and of the services whose routes pages may call, the hosts. */
  readonly called: Readonly<Record<string, string>>
  /** Paths of those routes. */
  readonly paths: readonly string[]
}

interface Stray extends StrayAddress {
  readonly asked: Asked
}

/**
 * Whether a script calls the machine of the user, or holds a name in place of an address. A default that never takes
 * effect is no mistake: where the scripts name all that the page calls, only an address that is called, or that a
 * build put in, counts.
 */
export function judgeScripts(
  loaded: LoadedPage,
  pageAsked: Asked,
  page: PagePromise,
  callable: Callable,
): Finding | undefined {
  const { own, wanted, called } = callable
  const readings = [
    { reading: loaded.reading, asked: pageAsked },
    ...loaded.files.map(({ reading, exchange }) => ({ reading, asked: exchange.asked })),
  ]
  const named = new Set(readings.flatMap(({ reading }) => reading.names))
  const unnamed = Object.entries(wanted).filter(([, host]) => !named.has(host))
  const none = unnamed.length > 0 && unnamed.length === Object.keys(wanted).length
  const counts = ({ stands }: StrayAddress) =>
    stands === 'called' ||
    stands === 'built-in' ||
    (stands === 'setting' && unnamed.length > 0) ||
    (stands === 'literal' && none)
  const strays: readonly Stray[] = readings
    .flatMap(({ reading, asked }) => reading.strays.map((stray) => ({ ...stray, asked })))
    .filter(
      (stray) =>
        counts(stray) && (stray.kind === 'plain' || !isOwn(stray.written, pageAsked.url, own)),
    )
  const first = strays.find(({ kind }) => kind === 'loopback') ?? strays[0]
  const evidence = unnamed.map(([name, host]) => `no script that was read names ${name}: ${host}`)
  if (first !== undefined) return strayFinding(first, strays, { page, evidence, called })
  const elsewhere = calledInPlaceOf(readings, callable, named)
  if (elsewhere !== undefined)
    return findingOf('frontend.wrong-target', page.service, elsewhere.asked, {
      promise: `the scripts of GET ${page.path} call the services of this environment`,
      subject: elsewhere.name,
      expected: `${elsewhere.name}: ${elsewhere.host}`,
      got: quote(elsewhere.url, 160),
      summary: `${page.service}: a script of the page calls ${quote(elsewhere.url, 120)}, and none names ${elsewhere.host}, the address of ${elsewhere.name} in this environment`,
    })
  const [missing] = unnamed.filter(([name]) => page.calls?.includes(name))
  const isRead = loaded.isWhole && loaded.files.every(({ exchange }) => exchange.kind === 'answer')
  if (missing === undefined || !isRead) return undefined
  return findingOf('frontend.wrong-target', page.service, pageAsked, {
    promise: `the scripts of GET ${page.path} call the services of this environment`,
    subject: missing[0],
    expected: `${missing[0]}: ${missing[1]}`,
    got: `no script of the page names it (${readings.length} were read)`,
    summary: `${page.service}: no script of the page names ${missing[1]}, the address of ${missing[0]} in this environment`,
  })
}

interface Read {
  readonly reading: LoadedPage['reading']
  readonly asked: Asked
}

/**
 * A call of a sibling of a host that no script names: `api.staging.example.com` in place of `api.example.com`. Where
 * scripts may learn the host at run time, the path must be one that pages are promised: a sibling may be another service.
 */
function calledInPlaceOf(
  readings: readonly Read[],
  { called, wanted, own, paths }: Callable,
  named: ReadonlySet<string>,
):
  | { readonly name: string; readonly host: string; readonly url: string; readonly asked: Asked }
  | undefined {
  const unnamed = Object.entries(called).filter(([, host]) => !named.has(host))
  for (const { reading, asked } of readings) {
    for (const url of reading.calls) {
      const at = hostOf(url)
      if (at === undefined || own.has(at)) continue
      const lost = unnamed.find(
        ([name, host]) =>
          domainOf(host) === domainOf(at) &&
          (name in wanted || paths.includes(new URL(url).pathname)),
      )
      if (lost !== undefined) return { name: lost[0], host: lost[1], url, asked }
    }
  }
  return undefined
}

/** The last two labels; an address in numbers has no siblings. */
function domainOf(host: string): string {
  const name = new URL(`http://${host}`).hostname
  return /^[\d.]+$|^\[/.test(name) ? host : name.split('.').slice(-2).join('.')
}

/** Also another port of the host that serves the page: a page of 127.0.0.1 is opened on that very machine. */
function isOwn(written: string, pageUrl: string, own: ReadonlySet<string>): boolean {
  const host = hostOf(written)
  return host !== undefined && (own.has(host) || sameName(host, pageUrl))
}

function sameName(host: string, pageUrl: string): boolean {
  return new URL(`http://${host}`).hostname === new URL(pageUrl).hostname
}

function strayFinding(
  first: Stray,
  strays: readonly Stray[],
  {
    page,
    evidence,
    called,
  }: {
    readonly page: PagePromise
    readonly evidence: readonly string[]
    readonly called: Callable['called']
  },
): Finding {
  const more = strays.filter(({ kind }) => kind === first.kind).length - 1
  const shared = {
    got: `${quote(first.written, 80)}${more > 0 ? ` and ${more} more` : ''}`,
    expected: 'only URLs of this environment',
    evidence,
  }
  if (first.kind === 'loopback') {
    // A program beside the browser may be meant, where nothing says that the page calls another host.
    const isSure = Object.keys(called).length > 0 || first.stands === 'built-in'
    return findingOf('frontend.localhost', page.service, first.asked, {
      ...shared,
      promise: 'no script of the page calls the machine of the user',
      ...(!isSure && { severity: 'warning' }),
    })
  }
  if (first.kind === 'plain')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'a page on https calls nothing by plain http',
      expected: 'https or wss',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)} by plain http, and the page is on https: browsers block it`,
    })
  return findingOf('frontend.wrong-target', page.service, first.asked, {
    ...shared,
    promise: 'the build put addresses into the scripts of the page',
    summary: `${page.service}: a script of the page has ${quote(first.written, 80)} in place of an address: the build did not get it`,
  })
}
