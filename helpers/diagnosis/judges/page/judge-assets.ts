import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { LoadedFile, LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'
import { whyNotLoaded } from './why-not-loaded.ts'

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
  if (files.length === 0 && !isFull(parts))
    return findingOf('frontend.blank', page.service, pageExchange.asked, {
      promise,
      expected: 'a script, a style, or something to read',
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
    const why = whyNotLoaded(one, { url: pageExchange.asked.url, mode: parts.mode })
    return why === undefined ? [] : [{ ...one, why }]
  })
  const first = missing.find((one) => isSure(one, pageExchange)) ?? missing[0]
  if (first === undefined) return undefined
  const isOnlyHere = !isSure(first, pageExchange) && runs(files, missing)
  const origin = new URL(pageExchange.asked.url).origin
  const subject = first.file.url.startsWith(`${origin}/`)
    ? first.file.url.slice(origin.length).split('?')[0]
    : first.file.url
  return findingOf('frontend.asset-missing', page.service, first.exchange.asked, {
    promise,
    subject: quote(subject ?? first.file.url, 120),
    expected: `200 with ${EXPECTED[first.file.as]}`,
    got: describeExchange(first.exchange),
    summary: `${page.service}: the page loads, but ${quote(first.file.url, 200)} ${first.why}`,
    evidence: [
      `${missing.length} of ${files.length} do not load`,
      ...(first.file.importedBy === undefined
        ? []
        : [`${quote(first.file.importedBy, 160)} imports it`]),
      ...cacheEvidence(pageExchange).map((line) => line.replace('this answer', 'the page itself')),
      ...(isOnlyHere
        ? [
            'the scripts of the page load; another host may answer users although it does not answer this run, and browsers replace a missing font',
          ]
        : []),
    ],
    ...(isOnlyHere && { severity: 'warning' }),
  })
}

const EXPECTED = {
  script: 'a script',
  module: 'a script',
  style: 'a style',
  font: 'a font',
  other: 'the file',
} as const

function isFull({ inlineScripts, text }: LoadedPage['parts']): boolean {
  return text !== '' || inlineScripts.some((script) => script.text.trim() !== '')
}

/** Statuses with which a host refuses clients that are no browsers, or that send too many requests. */
const TURNS_AWAY = new Set([401, 403, 407, 429])

/** Whether users miss the file too: a network of CI may not reach another host, or that host serves browsers alone. */
function isSure({ exchange, file }: LoadedFile, page: Exchange): boolean {
  if (file.as === 'font') return false
  if (new URL(file.url).origin === new URL(page.asked.url).origin) return true
  if (exchange.kind === 'no-answer') return false
  return exchange.status < 500 && !TURNS_AWAY.has(exchange.status)
}

/** Whether a script of the page loads, if it names any. */
function runs(files: readonly LoadedFile[], missing: readonly LoadedFile[]): boolean {
  const gone = new Set(missing.map(({ file }) => file.url))
  const scripts = files.filter(({ file }) => file.as === 'script' || file.as === 'module')
  return scripts.length === 0 || scripts.some(({ file }) => !gone.has(file.url))
}
