import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { StrayAddress } from '../../../page/stray-patterns.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { isLoopback } from '../../../url/is-loopback.ts'
import { hostOf } from '../../../url/join-url.ts'
import { findingOf } from '../finding-of.ts'

/** What the scripts of a page may and must call. */
export interface Callable {
  /** Hosts of this environment: their addresses are no mistake, also on the developer's machine. */
  readonly own: ReadonlySet<string>
  /** Services and sockets that the page calls on another host than its own, with that host. */
  readonly wanted: Readonly<Record<string, string>>
  /** Of those, and of the services whose routes pages may call, the hosts. */
  readonly called: Readonly<Record<string, string>>
  /** The URLs of the WebSockets that it calls, also on its own host. */
  readonly sockets: Readonly<Record<string, string>>
  /** Paths of those routes. */
  readonly paths: readonly string[]
}

/** What was read of a page, or of one of its files. */
export interface ReadFile {
  readonly reading: LoadedPage['reading']
  readonly asked: Asked
}

/** Which of the hosts that a page must or may call its scripts name. */
export interface Naming {
  readonly named: ReadonlySet<string>
  /** Services and sockets that the page must call, and whose host no script names. */
  readonly unnamed: readonly (readonly [name: string, host: string])[]
  /** `some` and `none` of those that it must call; without such promises, `some`. */
  readonly wanted: 'some' | 'none'
  /** None of all that it may call is named: then a setting that no browser can use is a hint. */
  readonly isLost: boolean
}

/** A page as it was loaded, and what it may call. */
export interface Looked {
  readonly loaded: LoadedPage
  readonly pageAsked: Asked
  readonly page: PagePromise
  readonly callable: Callable
}

/** An address that no browser of a user can use, and the file that holds it. */
interface Stray extends StrayAddress {
  readonly asked: Asked
}

/** How sure it is that an address is a mistake; undefined where it is none. */
function weigh({ stands, kind }: StrayAddress, naming: Naming): 'sure' | 'hint' | undefined {
  const { unnamed, wanted, isLost } = naming
  // Users of a private network may be meant, where the page names what it calls.
  if (kind === 'private' && stands !== 'setting') return isLost ? 'sure' : 'hint'
  if (stands === 'called' || stands === 'built-in') return 'sure'
  if (stands === 'literal') return wanted === 'none' ? 'sure' : undefined
  if (unnamed.length > 0) return 'sure'
  return isLost && kind !== 'loopback' && kind !== 'plain' ? 'hint' : undefined
}

/** The addresses that may be mistakes. What the page learns when it starts takes effect. */
function straysIn(
  readings: readonly ReadFile[],
  naming: Naming,
  { loaded, pageAsked, callable }: Looked,
): readonly Stray[] {
  const pageUrl = pageAsked.url
  const given = new Set(loaded.settings.map(({ exchange }) => exchange.asked))
  const takesEffect = (stands: StrayAddress['stands'], asked: Asked) =>
    stands === 'setting' && naming.isLost && given.has(asked) ? 'built-in' : stands
  const isMeant = (stray: Stray) =>
    stray.kind !== 'plain' &&
    (isOwn(stray.written, pageUrl, callable.own) || isNamedAlike(stray, pageUrl, callable.called))
  return readings
    .flatMap(({ reading, asked }) =>
      reading.strays.map((stray) => ({
        ...stray,
        stands: takesEffect(stray.stands, asked),
        asked,
      })),
    )
    .filter((stray) => weigh(stray, naming) !== undefined && !isMeant(stray))
}

/** What stands in the scripts in place of an address that users reach, the surest first. */
export function judgeStrays(
  readings: readonly ReadFile[],
  naming: Naming,
  about: Looked,
): Finding | undefined {
  const strays = straysIn(readings, naming, about)
  const first =
    strays.find(({ kind }) => kind === 'loopback') ??
    strays.find((one) => weigh(one, naming) === 'sure') ??
    strays[0]
  if (first === undefined) return undefined
  const unread = naming.unnamed.map(
    ([name, host]) => `no script that was read names ${name}: ${host}`,
  )
  const finding = strayFinding(first, strays, about, unread)
  return weigh(first, naming) === 'hint' ? { ...finding, severity: 'warning' } : finding
}

/** What is said of the first of them. */
function strayFinding(
  first: Stray,
  strays: readonly Stray[],
  { page, callable: { called } }: Looked,
  evidence: readonly string[],
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
  if (first.kind === 'internal')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'the scripts of the page call addresses that users reach',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)}, by a name that machines beside the service resolve and browsers of users do not`,
    })
  if (first.kind === 'private')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'the scripts of the page call addresses that users reach',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)}, an address of a private network, which only browsers in that network reach`,
    })
  return findingOf('frontend.wrong-target', page.service, first.asked, {
    ...shared,
    promise: 'the build put addresses into the scripts of the page',
    summary: `${page.service}: a script of the page has ${quote(first.written, 80)} in place of an address: the build did not get it`,
  })
}

/** The last two labels; an address in numbers has no siblings. */
export function domainOf(host: string): string {
  const name = new URL(`http://${host}`).hostname
  return /^[\d.]+$|^\[/.test(name) ? host : name.split('.').slice(-2).join('.')
}

/** Also another port of the host that serves the page: a page of 127.0.0.1 is opened on that very machine. */
function isOwn(written: string, pageUrl: string, own: ReadonlySet<string>): boolean {
  const host = hostOf(written)
  if (host === undefined) return false
  return own.has(host) || new URL(`http://${host}`).hostname === new URL(pageUrl).hostname
}

/**
 * A platform may lie in a network of its own, and be called so. A name without a dot is one of a network of containers: a
 * browser with a page of the same network resolves it, and one with a page of its own machine does not.
 */
function isNamedAlike(
  { kind, written }: StrayAddress,
  pageUrl: string,
  called: Callable['called'],
): boolean {
  const host = kind === 'loopback' ? undefined : hostOf(written)
  if (host === undefined) return false
  const { hostname } = new URL(pageUrl)
  const isOfContainers = kind === 'internal' && !host.includes('.')
  const isLocal =
    (kind === 'internal' || kind === 'private') &&
    (!hostname.includes('.') || isPrivate(hostname)) &&
    !(isOfContainers && isLoopback(hostname))
  const known = [new URL(pageUrl).host, ...Object.values(called)]
  return isLocal || known.some((one) => domainOf(one) === domainOf(host))
}

/** Of a private network, or a name in it. */
function isPrivate(hostname: string): boolean {
  return /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:internal|local|lan|corp|home\.arpa)$/.test(
    hostname,
  )
}
