import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { hostOf } from '../../../url/join-url.ts'
import { findingOf } from '../finding-of.ts'
import { judgeLearning } from './judge-learning.ts'
import { judgeSocketPath } from './judge-socket-path.ts'
import {
  type Callable,
  domainOf,
  judgeStrays,
  type Looked,
  type Naming,
  type ReadFile,
} from './stray-finding.ts'

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
  const looked = { loaded, pageAsked, page, callable }
  const readings = [
    { reading: loaded.reading, asked: pageAsked },
    ...[...loaded.files, ...loaded.settings].map(({ reading, exchange }) => ({
      reading,
      asked: exchange.asked,
    })),
  ]
  const naming = namingOf(readings, callable)
  const [lost] = naming.isLost ? Object.entries(callable.called) : []
  return (
    judgeStrays(readings, naming, looked) ??
    judgeSibling(calledInPlaceOf(readings, callable, naming.named), page) ??
    (lost && judgeLearning(loaded, page, lost)) ??
    judgeUnnamed(readings, naming, looked) ??
    judgeSocketPath(readings, callable, page)
  )
}

function namingOf(readings: readonly ReadFile[], { wanted, called }: Callable): Naming {
  const named = new Set(readings.flatMap(({ reading }) => reading.names))
  const unnamed = Object.entries(wanted).filter(([, host]) => !named.has(host))
  const hosts = Object.values(called)
  return {
    named,
    unnamed,
    wanted: unnamed.length > 0 && unnamed.length === Object.keys(wanted).length ? 'none' : 'some',
    isLost: hosts.length > 0 && !hosts.some((host) => named.has(host)),
  }
}

function judgeSibling(
  elsewhere: ReturnType<typeof calledInPlaceOf>,
  page: PagePromise,
): Finding | undefined {
  if (elsewhere === undefined) return undefined
  const { name, host, url, asked } = elsewhere
  return findingOf('frontend.wrong-target', page.service, asked, {
    promise: callsItsOwn(page),
    subject: name,
    expected: `${name}: ${host}`,
    got: quote(url, 160),
    summary: `${page.service}: a script of the page calls ${quote(url, 120)}, and none names ${host}, the address of ${name} in this environment`,
  })
}

/** A service that the contract says the page calls, where everything was read. */
function judgeUnnamed(
  readings: readonly ReadFile[],
  { unnamed }: Naming,
  { loaded, pageAsked, page }: Looked,
): Finding | undefined {
  const [missing] = unnamed.filter(([name]) => page.calls?.includes(name))
  const isRead = loaded.isWhole && loaded.files.every(({ exchange }) => exchange.kind === 'answer')
  if (missing === undefined || !isRead) return undefined
  const [name, host] = missing
  return findingOf('frontend.wrong-target', page.service, pageAsked, {
    promise: callsItsOwn(page),
    subject: name,
    expected: `${name}: ${host}`,
    got: `no script of the page names it (${readings.length} were read)`,
    summary: `${page.service}: no script of the page names ${host}, the address of ${name} in this environment`,
  })
}

function callsItsOwn({ path }: PagePromise): string {
  return `the scripts of GET ${path} call the services of this environment`
}

/**
 * A call of a sibling of a host that no script names: `api.staging.example.com` in place of `api.example.com`. Where
 * scripts may learn the host at run time, the path must be one that pages are promised: a sibling may be another service.
 */
function calledInPlaceOf(
  readings: readonly ReadFile[],
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
