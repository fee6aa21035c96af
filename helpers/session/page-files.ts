import type { Answer, Exchange } from '../http/exchange.ts'
import { createLimiter } from '../http/limiter.ts'
import { readPolicies } from '../page/content-policy.ts'
import { addressOf, resolve } from '../page/import-map.ts'
import { type LoadedFile, type LoadedPage, weigh } from '../page/loaded-file.ts'
import type { PageFile, PageParts } from '../page/read-page.ts'
import { NOTHING_READ, readScript, type ScriptReading } from '../page/read-script.ts'
import type { ModuleImport, ScriptKind } from '../page/script-syntax.ts'
import { hostsIn } from '../page/stray-address.ts'
import { isLoopback } from '../url/is-loopback.ts'

/** Files requested of one page, the first ones that it names, and of the modules that these import. */
const MOST_FILES = 40
const MOST_IMPORTED = 40
/** Requests at a time, over all hosts of a page; each answer is read and let go before the next. */
const AT_A_TIME = 4
/** Redirects that are followed to a file, as browsers follow them; a CDN answers a version range with one. */
const MOST_REDIRECTS = 5
/** Characters kept of a file, for reports. */
const KEPT = 400

export interface Loading {
  readonly ask: (url: string, headers: Readonly<Record<string, string>>) => Promise<Exchange>
  /** Looked for in the page and its scripts. */
  readonly hosts: readonly string[]
}

type Read = (text: string, as: ScriptKind) => Promise<ScriptReading>

interface Reading extends Pick<Loading, 'ask'> {
  readonly read: Read
}

/** Loads what a page names and what its scripts import, one step deep, as a browser loads it; runs nothing. */
export async function loadPage(
  page: Answer,
  given: PageParts,
  { ask, hosts }: Loading,
): Promise<LoadedPage> {
  const isUpgrading = upgrades(given, page)
  const parts = isUpgrading ? upgraded(given) : given
  const scheme = page.asked.url.startsWith('https:') && !isUpgrading ? 'https' : 'http'
  const read: Read = (text, as) => readScript(text, as, hosts, scheme)
  const turn = createLimiter(AT_A_TIME)
  const isRemote = !isLoopback(new URL(page.asked.url).hostname)
  const isOnUsersMachine = ({ url }: PageFile) => isRemote && isLoopback(new URL(url).hostname)
  const named = parts.files.filter((file) => !isOnUsersMachine(file))
  const load = async (files: readonly PageFile[]) => {
    const loaded = await Promise.all(
      files.map((file) => turn(() => loadFile(file, { ask, read }, page.asked.url))),
    )
    return loaded.map((one) => ({ ...one, ...unresolvedIn(one.reading, one.file.url, parts) }))
  }
  const inline = await Promise.all(parts.inlineScripts.map(({ text, as }) => read(text, as)))
  const error = inline.find((one) => one.error !== undefined)?.error
  const unresolved = inline
    .map((one) => unresolvedIn(one, parts.baseUrl, parts).unresolved)
    .find((name) => name !== undefined)
  const first = await load(named.slice(0, MOST_FILES))
  const known = new Set(named.map(({ url }) => url))
  const imported = [
    ...inline.map(({ imports }) => ({ by: parts.baseUrl, imports })),
    ...first.map(({ file, reading }) => ({ by: file.url, imports: reading.imports })),
  ]
    .flatMap(({ by, imports }) => imports.flatMap((one) => importedFile(one, by, parts)))
    .filter((file) => isNear(file, page.asked.url) && !known.has(file.url))
  const deeper = [...new Map(imported.map((file) => [file.url, file])).values()].filter(
    (file) => !isOnUsersMachine(file),
  )
  const files = [...first, ...(await load(deeper.slice(0, MOST_IMPORTED)))]
  return {
    parts,
    files,
    onUsersMachine: parts.files.filter(isOnUsersMachine).map(({ url }) => url),
    reading: {
      strays: inline.flatMap(({ strays }) => strays),
      imports: [],
      ...(error !== undefined && { error }),
      ...(unresolved !== undefined && { error: `no import map resolves ${unresolved}` }),
      calls: inline.flatMap(({ calls }) => calls),
      names: hostsIn(page.text, hosts, scheme).names,
    },
    isWhole: named.length <= MOST_FILES && deeper.length <= MOST_IMPORTED,
  }
}

/** A policy may make browsers ask for every http address of an https page by https (Upgrade Insecure Requests). */
function upgrades({ policies }: PageParts, { headers, asked }: Answer): boolean {
  const all = [headers['content-security-policy'], ...policies].flatMap(readPolicies)
  return asked.url.startsWith('https:') && all.some((one) => one.has('upgrade-insecure-requests'))
}

function upgraded(parts: PageParts): PageParts {
  const files = parts.files.map((file) => ({ ...file, url: file.url.replace(/^http:/, 'https:') }))
  return { ...parts, files }
}

function unresolvedIn(
  { imports }: ScriptReading,
  by: string,
  { importMap }: PageParts,
): Pick<LoadedFile, 'unresolved'> {
  const found = imports.find(
    (one) => one.when === 'at-once' && addressOf(one, by, importMap) === 'unresolved',
  )
  return found === undefined ? {} : { unresolved: found.specifier }
}

/** The file that a script imports; none for a name that leads nowhere. */
function importedFile(
  one: ModuleImport,
  by: string,
  { importMap }: PageParts,
): readonly PageFile[] {
  const to = addressOf(one, by, importMap)
  if (typeof to === 'string') return []
  const as = one.holds === 'script' ? 'module' : 'other'
  return [{ url: to.url, as, cors: 'anonymous', importedBy: by }]
}

/** Imports within foreign scripts are the affair of those. */
function isNear({ url, importedBy }: PageFile, pageUrl: string): boolean {
  const { origin } = new URL(url)
  return origin === new URL(pageUrl).origin || origin === new URL(importedBy ?? url).origin
}

async function loadFile(file: PageFile, loading: Reading, pageUrl: string): Promise<LoadedFile> {
  const { origin } = new URL(pageUrl)
  const isForeign = new URL(file.url).origin !== origin
  const headers = isForeign && file.cors !== 'no' ? { origin } : undefined
  const exchange = await follow(file.url, loading, headers ?? {})
  if (exchange.kind === 'no-answer')
    return { file, exchange, reading: NOTHING_READ, integrity: 'unknown' }
  const { text } = exchange
  const { as } = file
  const isScript = (as === 'script' || as === 'module') && exchange.status === 200
  return {
    file,
    exchange: withoutText(exchange),
    reading: isScript ? await loading.read(text, as) : NOTHING_READ,
    integrity: weigh(text, file.integrity),
  }
}

async function follow(
  url: string,
  { ask }: Reading,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange> {
  let exchange = await ask(url, headers)
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
    const to = exchange.kind === 'answer' ? redirectOf(exchange) : undefined
    if (to === undefined) return exchange
    exchange = await ask(to, headers)
  }
  return exchange
}

function redirectOf({ status, headers, asked }: Answer): string | undefined {
  const { location } = headers
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined
  const to = isRedirect ? resolve(location, asked.url) : undefined
  const isDowngrade = asked.url.startsWith('https:') && to?.startsWith('http:')
  return isDowngrade ? undefined : to
}

/** A part of a text holds the whole of it in memory: the beginning is copied. */
function withoutText(answer: Answer): Answer {
  const beginning = Buffer.from(answer.text.slice(0, KEPT)).toString()
  const { kind, asked, status, headers, timing, tries, earlier } = answer
  return { kind, asked, status, headers, timing, tries, earlier, text: beginning, json: undefined }
}
