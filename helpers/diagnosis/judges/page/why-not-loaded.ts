import type { Answer } from '../../../http/exchange.ts'
import { isBeyondLimit, isUsed, type LoadedFile } from '../../../page/loaded-file.ts'
import { JAVASCRIPT_TYPE, type PageFile } from '../../../page/page-file.ts'
import type { PageParts } from '../../../page/read-page.ts'
import { quote } from '../../../text/quote.ts'

/** What of a page decides over its files. */
export interface OfPage {
  readonly url: string
  readonly mode: PageParts['mode']
  /** Whether `Cross-Origin-Embedder-Policy` wants that files of other hosts share themselves by name. */
  readonly embeds?: 'what-is-shared'
}

/**
 * Why a browser does not use a file that a page names, as the rest of a sentence that begins with the file;
 * undefined if it uses the file. By the Fetch standard (nosniff, MIME types, CORS), the HTML standard (module scripts,
 * styles) and Subresource Integrity.
 */
export function whyNotLoaded(
  { file, exchange, integrity, reading, unresolved }: LoadedFile,
  page: OfPage,
): string | undefined {
  if (isMixed(file.url, page.url)) return 'is on plain http under an https page: browsers block it'
  if (exchange.kind === 'no-answer')
    return isBeyondLimit(exchange)
      ? undefined
      : exchange.fault === 'http.malformed'
        ? 'is answered with what no browser can read'
        : 'is not answered'
  if (!isUsed(file.as, exchange))
    return isMixed(exchange.headers.location ?? '', page.url)
      ? 'is redirected from https to plain http: browsers block it'
      : `is answered with ${exchange.status}`
  if (integrity === 'broken')
    return 'is not the file whose hash stands in its integrity attribute: browsers refuse it'
  return (
    whyNotOfType(exchange, file, page) ??
    whyNotShared(exchange, file, page) ??
    (unresolved === undefined
      ? undefined
      : `imports ${quote(unresolved, 80)}, which no import map of the page has: browsers run nothing of it`) ??
    (reading.error === undefined
      ? undefined
      : `is no whole script: browsers run nothing of it (${quote(reading.error, 120)})`)
  )
}

function isMixed(url: string, pageUrl: string): boolean {
  return pageUrl.startsWith('https:') && url.startsWith('http:')
}

function whyNotOfType(
  { headers, text }: Answer,
  { as, url }: PageFile,
  page: OfPage,
): string | undefined {
  const type = essenceOf(headers['content-type'])
  const isStrict =
    headers['x-content-type-options']?.split(',')[0]?.trim().toLowerCase() === 'nosniff'
  const shown = type === undefined ? 'no content type' : quote(type, 60)
  if (as === 'font' || as === 'other') return undefined
  if (as === 'json' || as === 'sheet') {
    const isRight = as === 'json' ? JSON_TYPE.test(type ?? '') : type === 'text/css'
    return isRight ? undefined : `is answered as ${shown}: browsers import it only as ${MODULE[as]}`
  }
  // Browsers run a script of this type, unless they may not guess; what begins as a page is no script under any type.
  const isPage =
    as === 'style'
      ? type === 'text/html'
      : IS_PAGE.test(text) || (as === 'module' && type === 'text/html')
  if (isPage) return 'is answered with a web page in its place'
  if (as === 'module')
    return isScriptType(type)
      ? undefined
      : `is answered as ${shown}: browsers run a module only of a JavaScript type`
  if (as === 'script') {
    if (isStrict && !isScriptType(type))
      return `is answered as ${shown} with nosniff: browsers run a script only of a JavaScript type then`
    return /^(?:image|audio|video)\/|^text\/csv$/.test(type ?? '')
      ? `is answered as ${shown}: browsers run no script of that type`
      : undefined
  }
  if (type === 'text/css' || (type === undefined && !isStrict)) return undefined
  const isLenient = page.mode === 'quirks' && new URL(url).origin === new URL(page.url).origin
  return isLenient && !isStrict
    ? undefined
    : `is answered as ${shown}: browsers use a style only of the type text/css`
}

/** JSON MIME types (MIME Sniffing standard), and what a script imports it as. */
const JSON_TYPE = /^(?:application|text)\/json$|^[^/]+\/[^/]+\+json$/
const MODULE = { json: 'JSON', sheet: 'text/css' } as const

/** How a whole page begins. */
export const IS_PAGE = /^[\s\ufeff]*<(?:!doctype|html|head|\?xml)[\s>]/i

function isScriptType(type: string | undefined): boolean {
  return type !== undefined && JAVASCRIPT_TYPE.test(type)
}

/**
 * The type without parameters; of several values, the last (Fetch standard, "extract a MIME type"). A value without a
 * slash, and `*\/*`, count as none (Chromium 156).
 */
export function essenceOf(header: string | undefined): string | undefined {
  const essence = header?.split(',').at(-1)?.split(';')[0]?.trim().toLowerCase()
  return essence?.includes('/') === true && essence !== '*/*' ? essence : undefined
}

function whyNotShared(
  { headers, asked }: Answer,
  file: PageFile,
  page: OfPage,
): string | undefined {
  const { origin } = new URL(page.url)
  if (new URL(asked.url).origin === origin) return undefined
  if (file.cors === 'no')
    return file.integrity === undefined
      ? whyNotEmbedded(headers['cross-origin-resource-policy'], asked.url, page)
      : 'is of another host and has an integrity attribute without crossorigin: browsers cannot compare the hash, and refuse it'
  const allowed = headers['access-control-allow-origin']
  const isAnonymous = file.cors === 'anonymous'
  if (isAnonymous ? allowed === '*' || allowed === origin : allowed === origin) {
    const isGranted = isAnonymous || headers['access-control-allow-credentials'] === 'true'
    return isGranted
      ? undefined
      : 'is of another host and is not shared with credentials, with which the page asks for it (Access-Control-Allow-Credentials is not true)'
  }
  return `is of another host and does not let pages of ${origin} use it (Access-Control-Allow-Origin: ${allowed === undefined ? 'absent' : quote(allowed, 80)})`
}

/**
 * Whether the host of the file lets pages of other hosts use it without CORS (Fetch standard, "cross-origin resource
 * policy check"): a policy that it does not send counts as `same-origin` where the page embeds only what is shared.
 */
function whyNotEmbedded(header: string | undefined, url: string, page: OfPage): string | undefined {
  const given = header?.trim() ?? ''
  const isSaid = given === 'same-origin' || given === 'same-site' || given === 'cross-origin'
  const policy = isSaid || page.embeds === undefined ? given : 'same-origin'
  if (policy !== 'same-origin' && !(policy === 'same-site' && !isSameSite(url, page.url)))
    return undefined
  return isSaid
    ? `is of another host and sent with Cross-Origin-Resource-Policy: ${policy}: browsers do not let this page use it`
    : 'is of another host and sent without Cross-Origin-Resource-Policy: the page has Cross-Origin-Embedder-Policy: require-corp, and browsers do not let it use the file'
}

/** By the last two labels: public suffixes of more labels make two sites of what counts as one here. */
function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return a.protocol === b.protocol && siteOf(a.hostname) === siteOf(b.hostname)
}

function siteOf(host: string): string {
  return /^[\d.]+$|^\[/.test(host) ? host : host.split('.').slice(-2).join('.')
}
