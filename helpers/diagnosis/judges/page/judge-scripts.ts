import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { StrayAddress } from '../../../page/read-script.ts'
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
  { own, wanted }: Callable,
): Finding | undefined {
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
    .filter((stray) => counts(stray) && !isOwn(stray.written, pageAsked.url, own))
  const first = strays.find(({ kind }) => kind === 'loopback') ?? strays[0]
  const evidence = unnamed.map(([name, host]) => `no script that was read names ${name}: ${host}`)
  if (first !== undefined) return strayFinding(first, strays, { page, evidence, wanted })
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
    wanted,
  }: {
    readonly page: PagePromise
    readonly evidence: readonly string[]
    readonly wanted: Callable['wanted']
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
    const isSure = Object.keys(wanted).length > 0 || first.stands === 'built-in'
    return findingOf('frontend.localhost', page.service, first.asked, {
      ...shared,
      promise: 'no script of the page calls the machine of the user',
      ...(!isSure && { severity: 'warning' }),
    })
  }
  return findingOf('frontend.wrong-target', page.service, first.asked, {
    ...shared,
    promise: 'the build put addresses into the scripts of the page',
    summary: `${page.service}: a script of the page has ${quote(first.written, 80)} in place of an address: the build did not get it`,
  })
}
