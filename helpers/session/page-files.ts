import type { Answer } from '../http/exchange.ts'
import { createLimiter } from '../http/limiter.ts'
import { readPolicies } from '../page/content-policy.ts'
import { addressOf, resolve } from '../page/import-map.ts'
import type { LoadedFile, LoadedPage } from '../page/loaded-file.ts'
import type { PageFile } from '../page/page-file.ts'
import type { PageParts } from '../page/read-page.ts'
import { readScript, type ScriptReading } from '../page/read-script.ts'
import { hostsIn, whole } from '../page/stray-address.ts'
import { isLoopback } from '../url/is-loopback.ts'
import { type Load, loadImported } from './imported-files.ts'
import { type AskFile, loadFile } from './load-file.ts'

/** Files requested of one page, the first ones that it names. */
const MOST_FILES = 40
/** Of settings, and of calls at the page's own host. */
const MOST_SETTINGS = 2
const SMALL_BYTES = 1_048_576
/** Requests at a time, over all hosts of a page; each answer is read and let go before the next. */
const AT_A_TIME = 4

export interface Loading {
  readonly ask: AskFile
  /** Looked for in the page and its scripts. */
  readonly hosts: readonly string[]
  /** Of routes that the page may call. */
  readonly paths?: readonly string[]
}

/**
 * Loads what a page names, what its scripts import, and what these modules need before they run, as a browser loads it;
 * runs nothing.
 */
export async function loadPage(
  page: Answer,
  given: PageParts,
  loading: Loading,
): Promise<LoadedPage> {
  const { hosts, paths = [] } = loading
  const isUpgrading = upgrades(given, page)
  const parts = isUpgrading ? upgraded(given) : given
  const scheme = page.asked.url.startsWith('https:') && !isUpgrading ? 'https' : 'http'
  const isRemote = !isLoopback(new URL(page.asked.url).hostname)
  const isOnUsersMachine = ({ url }: PageFile) => isRemote && isLoopback(new URL(url).hostname)
  const named = parts.files.filter((file) => !isOnUsersMachine(file))
  const load = createLoader(page, parts, scheme, loading)
  const inline = await Promise.all(
    parts.inlineScripts.map(({ text, as }) => readScript(text, as, hosts, scheme, paths)),
  )
  const first = await load(named.slice(0, MOST_FILES))
  const imported = await loadImported(
    [
      ...inline.map(({ imports }) => ({ by: parts.baseUrl, imports })),
      ...first.map(({ file, reading }) => ({ by: file.url, imports: reading.imports })),
    ],
    { page, parts, load, isOnUsersMachine, known: new Set(named.map(({ url }) => url)) },
  )
  const files = [...first, ...imported.files]
  const readings = [...inline, ...files.map(({ reading }) => reading)]
  const asked = [...new Set(readings.flatMap((one) => one.paths))]
  const settings = await load(
    settingsAt(
      asked.filter((path) => !paths.includes(path)),
      parts,
    ),
  )
  const { names } = hostsIn(whole(page.text), hosts, scheme)
  const read = [...readings, ...settings.map(({ reading }) => reading)]
  const isLost =
    hosts.length > 0 && names.length === 0 && read.every((one) => one.names.length === 0)
  const here = isLost ? asked.filter((path) => paths.includes(path)) : []
  return {
    parts,
    files,
    settings,
    calledHere: await callHere(here.slice(0, MOST_SETTINGS), parts, loading),
    onUsersMachine: parts.files.filter(isOnUsersMachine).map(({ url }) => url),
    reading: { ...readingOf(inline, parts), names },
    isWhole: named.length <= MOST_FILES && imported.isWhole,
  }
}

/** Loads files of a page, so many at a time. */
function createLoader(
  page: Answer,
  parts: PageParts,
  scheme: 'http' | 'https',
  { ask, hosts, paths = [] }: Loading,
): Load {
  const turn = createLimiter(AT_A_TIME)
  const alone = createLimiter(1)
  return async (files) => {
    const loaded = await Promise.all(
      files.map((file) =>
        turn(() => loadFile(file, { ask, alone, hosts, paths, page: scheme }, page.asked.url)),
      ),
    )
    return loaded.map((one) => ({ ...one, ...unresolvedIn(one.reading, one.file.url, parts) }))
  }
}

/** Files that scripts ask for by a path that is none of the promised routes. */
function settingsAt(paths: readonly string[], { baseUrl }: PageParts): readonly PageFile[] {
  return paths.slice(0, MOST_SETTINGS).flatMap((path) => {
    const url = resolve(path, baseUrl)
    return url === undefined ? [] : [{ url, as: 'settings', cors: 'anonymous' } as const]
  })
}

/** What the host of the page answers at the paths of promised routes. */
function callHere(
  paths: readonly string[],
  { baseUrl }: PageParts,
  { ask }: Loading,
): Promise<LoadedPage['calledHere']> {
  return Promise.all(
    paths.map(async (path) => ({
      path,
      exchange: await ask(new URL(path, baseUrl).href, {
        headers: {},
        bodyLimitBytes: SMALL_BYTES,
      }),
    })),
  )
}

/** What the scripts in the page itself hold, but for the hosts that are named. */
function readingOf(
  inline: readonly ScriptReading[],
  parts: PageParts,
): Omit<LoadedPage['reading'], 'names'> {
  const error = inline.find((one) => one.error !== undefined)?.error
  const unresolved = inline
    .map((one, at) => unresolvedIn(one, parts.baseUrl, parts.inlineScripts[at] ?? parts).unresolved)
    .find((name) => name !== undefined)
  return {
    strays: inline.flatMap(({ strays }) => strays),
    imports: [],
    ...(error !== undefined && { error }),
    ...(unresolved !== undefined && { error: `no import map resolves ${unresolved}` }),
    calls: inline.flatMap(({ calls }) => calls),
    paths: [],
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
  { importMap }: Pick<PageParts, 'importMap'>,
): Pick<LoadedFile, 'unresolved'> {
  const found = imports.find(
    (one) => one.when === 'at-once' && addressOf(one, by, importMap) === 'unresolved',
  )
  return found === undefined ? {} : { unresolved: found.specifier }
}
