import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { LoadedFile, LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'
import { type OfPage, whyNotLoaded } from './why-not-loaded.ts'

/**
 * Whether browsers load every script and style that the page names, and every module that these import. A page that
 * names none is empty, unless it carries its scripts or something to read.
 */
export function judgeAssets(
  loaded: LoadedPage,
  pageExchange: Exchange,
  page: PagePromise,
): Finding | undefined {
  const promise = `the scripts and styles that GET ${page.path} names load`
  const { files, parts, onUsersMachine, reading } = loaded
  if (onUsersMachine[0] !== undefined)
    return findingOf('frontend.localhost', page.service, pageExchange.asked, {
      promise,
      expected: 'files of hosts that users reach',
      got: `the page loads ${quote(onUsersMachine[0], 160)}`,
    })
  if (!isFull(loaded))
    return findingOf('frontend.blank', page.service, pageExchange.asked, {
      promise,
      expected: 'a script, or something to read or to see',
      got: 'a page that has none',
    })
  if (reading.error !== undefined)
    return findingOf('frontend.asset-missing', page.service, pageExchange.asked, {
      promise,
      subject: 'a script in the page',
      expected: 'scripts that browsers run',
      got: quote(reading.error, 120),
      summary: `${page.service}: the page loads, but a script that it carries is no whole script: browsers run nothing of it`,
    })
  const missing = files.flatMap((one) => {
    const why = whyNotLoaded(one, pageOf(parts, pageExchange))
    return why === undefined ? [] : [{ ...one, why }]
  })
  const first =
    missing.find((one) => isSure(one, pageExchange) && one.file.need !== 'hint') ?? missing[0]
  return first === undefined
    ? nothingRuns(loaded, pageExchange, page, promise)
    : missingFinding(first, missing, { files, pageExchange, page, promise })
}

/** Whether browsers use a file of the page as this answer brings it. */
export function loads(one: LoadedFile, { parts }: LoadedPage, pageExchange: Exchange): boolean {
  return whyNotLoaded(one, pageOf(parts, pageExchange)) === undefined
}

/** What is said of the first of the files that do not load. */
function missingFinding(
  { file, exchange, why }: LoadedFile & { readonly why: string },
  missing: readonly LoadedFile[],
  about: {
    readonly files: readonly LoadedFile[]
    readonly pageExchange: Exchange
    readonly page: PagePromise
    readonly promise: string
  },
): Finding {
  const { files, pageExchange, page, promise } = about
  const isHint = file.need === 'hint'
  const isRunning = runs(files, missing)
  const isOnlyHere = !isHint && !isSure({ file, exchange }, pageExchange) && isRunning
  const { origin } = new URL(pageExchange.asked.url)
  const [own] = file.url.startsWith(`${origin}/`) ? file.url.slice(origin.length).split('?') : []
  return findingOf('frontend.asset-missing', page.service, exchange, {
    promise,
    subject: quote(own ?? file.url, 120),
    expected: `200 with ${EXPECTED[file.as]}`,
    summary: `${page.service}: the page loads, but ${quote(file.url, 200)} ${why}`,
    evidence: [
      `${missing.length} of ${files.length} do not load`,
      ...(file.importedBy === undefined ? [] : [`${quote(file.importedBy, 160)} imports it`]),
      ...cacheEvidence(pageExchange).map((line) => line.replace('this answer', 'the page itself')),
      ...(isHint ? [ONLY_A_HINT] : []),
      ...(isOnlyHere ? [ONLY_HERE] : []),
    ],
    ...((isOnlyHere || (isHint && isRunning)) && { severity: 'warning' }),
    ...(own === undefined && exchange.kind === 'no-answer' && foreignHost(page.service, file.url)),
  })
}

/** The page names a host that does not answer: the file may well be there, under the address that users reach. */
function foreignHost(service: string, url: string): Pick<Finding, 'nextSteps' | 'writes'> {
  const { origin } = new URL(url)
  return {
    writes: origin,
    nextSteps: [
      `Do browsers reach ${quote(origin, 120)}? If not, ${service} writes the wrong public URL into its pages: compare its setting for that URL, and the Host, X-Forwarded-Host and X-Forwarded-Proto that a proxy passes on to it, with the address that users open.`,
    ],
  }
}

const ONLY_A_HINT =
  'the page names it as a preload or for paper alone: what people see does not need it'
const ONLY_HERE =
  'the scripts of the page load; another host may answer users although it does not answer this run, and browsers replace a missing font'

const EXPECTED = {
  script: 'a script',
  module: 'a script',
  style: 'a style',
  font: 'a font',
  json: 'JSON',
  sheet: 'a style',
  other: 'the file',
  settings: 'JSON',
} as const

/** What of the page and of its answer decides over its files. */
function pageOf({ mode }: LoadedPage['parts'], exchange: Exchange): OfPage {
  const policy = exchange.kind === 'answer' && exchange.headers['cross-origin-embedder-policy']
  const isStrict = typeof policy === 'string' && /^\s*require-corp\s*(?:;|$)/.test(policy)
  return { url: exchange.asked.url, mode, ...(isStrict && { embeds: 'what-is-shared' }) }
}

/** Whether the page has something to see, or a script that may draw it; a style alone shows nothing. */
function isFull({
  files,
  parts: { inlineScripts, mistyped, text, showsMore },
}: LoadedPage): boolean {
  return (
    text !== '' ||
    showsMore ||
    mistyped.length > 0 ||
    files.some(isScript) ||
    inlineScripts.some((script) => script.text.trim() !== '')
  )
}

function isScript({ file }: LoadedFile): boolean {
  return file.as === 'script' || file.as === 'module'
}

/** A script without a statement: a build that was cut off, or a file that was never filled. */
const EMPTY = /^(?:\s|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*$/

/** All files load, and nothing is in the scripts, or their type makes data of them. */
function nothingRuns(
  { files, parts }: LoadedPage,
  pageExchange: Exchange,
  page: PagePromise,
  promise: string,
): Finding | undefined {
  const scripts = files.filter((one) => isScript(one) && one.file.need !== 'hint')
  const carried = parts.inlineScripts.filter(({ text }) => !EMPTY.test(text.slice(0, MOST_EMPTY)))
  const [mistyped] = parts.mistyped
  if (mistyped !== undefined)
    return findingOf('frontend.asset-missing', page.service, pageExchange.asked, {
      promise,
      subject: quote(mistyped, 120),
      expected: 'a type of scripts, without parameters, or none',
      got: quote(mistyped, 120),
      summary: `${page.service}: the page loads, but a script of it has a type that is none of scripts (${quote(mistyped, 120)}): browsers do not run it`,
    })
  const [first] = scripts
  const isEmpty = ({ exchange }: LoadedFile) =>
    exchange.kind === 'answer' && EMPTY.test(exchange.text)
  if (first === undefined || carried.length > 0 || !scripts.every(isEmpty)) return undefined
  return findingOf('frontend.asset-missing', page.service, first.exchange, {
    promise,
    subject: quote(first.file.url, 120),
    expected: '200 with a script',
    summary: `${page.service}: the page loads, but ${scripts.length === 1 ? 'its only script is' : `all ${scripts.length} scripts of it are`} empty: nothing runs`,
  })
}

/** Characters looked at. */
const MOST_EMPTY = 400

/** Statuses with which a host refuses clients that are no browsers, or that send too many requests. */
const TURNS_AWAY = new Set([401, 403, 407, 429])

/** Whether users miss the file too: a network of CI may not reach another host, or that host serves browsers alone. */
function isSure(
  { exchange, file }: Pick<LoadedFile, 'exchange' | 'file'>,
  page: Exchange,
): boolean {
  if (file.as === 'font') return false
  if (new URL(file.url).origin === new URL(page.asked.url).origin) return true
  if (exchange.kind === 'no-answer') return false
  return exchange.status < 500 && !TURNS_AWAY.has(exchange.status)
}

/** Whether a script of the page loads, if it names any. */
function runs(files: readonly LoadedFile[], missing: readonly LoadedFile[]): boolean {
  const gone = new Set(missing.map(({ file }) => file.url))
  const scripts = files.filter(isScript)
  return scripts.length === 0 || scripts.some(({ file }) => !gone.has(file.url))
}
