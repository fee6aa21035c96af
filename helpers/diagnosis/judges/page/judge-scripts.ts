import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { StrayAddress } from '../../../page/stray-patterns.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { hostOf } from '../../../url/join-url.ts'
import { findingOf } from '../finding-of.ts'
import { judgeLearning } from './judge-learning.ts'
import { type Stray, strayFinding } from './stray-finding.ts'

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
    ...[...loaded.files, ...loaded.settings].map(({ reading, exchange }) => ({
      reading,
      asked: exchange.asked,
    })),
  ]
  const named = new Set(readings.flatMap(({ reading }) => reading.names))
  const unnamed = Object.entries(wanted).filter(([, host]) => !named.has(host))
  const none = unnamed.length > 0 && unnamed.length === Object.keys(wanted).length
  // Where nothing is promised of its addresses, and none that it may call is named, a setting that no browser can use is a hint.
  const isLost =
    Object.keys(called).length > 0 && !Object.values(called).some((at) => named.has(at))
  const weigh = ({ stands, kind }: StrayAddress) => {
    // Users of a private network may be meant, where the page names what it calls.
    if (kind === 'private' && stands !== 'setting') return isLost ? 'sure' : 'hint'
    if (stands === 'called' || stands === 'built-in') return 'sure'
    if (stands === 'literal') return none ? 'sure' : undefined
    if (unnamed.length > 0) return 'sure'
    return isLost && kind !== 'loopback' && kind !== 'plain' ? 'hint' : undefined
  }
  // What the page learns when it starts takes effect.
  const given = new Set(loaded.settings.map(({ exchange }) => exchange.asked))
  const takesEffect = (stands: StrayAddress['stands'], asked: Asked) =>
    stands === 'setting' && isLost && given.has(asked) ? 'built-in' : stands
  const strays: readonly Stray[] = readings
    .flatMap(({ reading, asked }) =>
      reading.strays.map((stray) => ({
        ...stray,
        stands: takesEffect(stray.stands, asked),
        asked,
      })),
    )
    .filter(
      (stray) =>
        weigh(stray) !== undefined &&
        (stray.kind === 'plain' ||
          !(
            isOwn(stray.written, pageAsked.url, own) || isNamedAlike(stray, pageAsked.url, called)
          )),
    )
  const first =
    strays.find(({ kind }) => kind === 'loopback') ??
    strays.find((one) => weigh(one) === 'sure') ??
    strays[0]
  const evidence = unnamed.map(([name, host]) => `no script that was read names ${name}: ${host}`)
  if (first !== undefined) {
    const finding = strayFinding(first, strays, { page, evidence, called })
    return weigh(first) === 'hint' ? { ...finding, severity: 'warning' } : finding
  }
  const elsewhere = calledInPlaceOf(readings, callable, named)
  if (elsewhere !== undefined)
    return findingOf('frontend.wrong-target', page.service, elsewhere.asked, {
      promise: `the scripts of GET ${page.path} call the services of this environment`,
      subject: elsewhere.name,
      expected: `${elsewhere.name}: ${elsewhere.host}`,
      got: quote(elsewhere.url, 160),
      summary: `${page.service}: a script of the page calls ${quote(elsewhere.url, 120)}, and none names ${elsewhere.host}, the address of ${elsewhere.name} in this environment`,
    })
  const [lost] = isLost ? Object.entries(called) : []
  const notLearned = lost && judgeLearning(loaded, page, lost)
  if (notLearned !== undefined) return notLearned
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

/** A platform may lie in a network of its own, and be called so. */
function isNamedAlike(
  { kind, written }: StrayAddress,
  pageUrl: string,
  called: Callable['called'],
): boolean {
  const host = kind === 'loopback' ? undefined : hostOf(written)
  if (host === undefined) return false
  const { hostname } = new URL(pageUrl)
  const isLocal =
    (kind === 'internal' || kind === 'private') && (!hostname.includes('.') || isPrivate(hostname))
  const known = [new URL(pageUrl).host, ...Object.values(called)]
  return isLocal || known.some((one) => domainOf(one) === domainOf(host))
}

/** Of a private network, or a name in it. */
function isPrivate(hostname: string): boolean {
  return /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:internal|local|lan|corp|home\.arpa)$/.test(
    hostname,
  )
}

function sameName(host: string, pageUrl: string): boolean {
  return new URL(`http://${host}`).hostname === new URL(pageUrl).hostname
}
