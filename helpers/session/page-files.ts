import type { Answer } from '../http/exchange.ts'
import { createLimiter } from '../http/limiter.ts'
import { readPolicies } from '../page/content-policy.ts'
import type { ModuleImport } from '../page/import-clause.ts'
import { addressOf, resolve } from '../page/import-map.ts'
import type { LoadedFile, LoadedPage } from '../page/loaded-file.ts'
import type { PageFile } from '../page/page-file.ts'
import type { PageParts } from '../page/read-page.ts'
import { readScript, type ScriptReading } from '../page/read-script.ts'
import { hostsIn, whole } from '../page/stray-address.ts'
import { isLoopback } from '../url/is-loopback.ts'
import { type AskFile, loadFile } from './load-file.ts'

/** Files requested of one page, the first ones that it names, and of the modules that these import. */
const MOST_FILES = 40
const MOST_IMPORTED = 40
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
  { ask, hosts, paths = [] }: Loading,
): Promise<LoadedPage> {
  const isUpgrading = upgrades(given, page)
  const parts = isUpgrading ? upgraded(given) : given
  const scheme = page.asked.url.startsWith('https:') && !isUpgrading ? 'https' : 'http'
  const turn = createLimiter(AT_A_TIME)
  const alone = createLimiter(1)
  const isRemote = !isLoopback(new URL(page.asked.url).hostname)
  const isOnUsersMachine = ({ url }: PageFile) => isRemote && isLoopback(new URL(url).hostname)
  const named = parts.files.filter((file) => !isOnUsersMachine(file))
  const load = async (files: readonly PageFile[]) => {
    const loaded = await Promise.all(
      files.map((file) =>
        turn(() => loadFile(file, { ask, alone, hosts, paths, page: scheme }, page.asked.url)),
      ),
    )
    return loaded.map((one) => ({ ...one, ...unresolvedIn(one.reading, one.file.url, parts) }))
  }
  const inline = await Promise.all(
    parts.inlineScripts.map(({ text, as }) => readScript(text, as, hosts, scheme, paths)),
  )
  const error = inline.find((one) => one.error !== undefined)?.error
  const unresolved = inline
    .map((one, at) => unresolvedIn(one, parts.baseUrl, parts.inlineScripts[at] ?? parts).unresolved)
    .find((name) => name !== undefined)
  const first = await load(named.slice(0, MOST_FILES))
  const files = [...first]
  const known = new Set(named.map(({ url }) => url))
  let imported = [
    ...inline.map(({ imports }) => ({ by: parts.baseUrl, imports })),
    ...first.map(({ file, reading }) => ({ by: file.url, imports: reading.imports })),
  ]
  let left = MOST_IMPORTED
  while (left > 0 && imported.length > 0) {
    const next = imported
      .flatMap(({ by, imports }) =>
        imports.flatMap((one) =>
          importedFile(one, by, parts).filter(
            (file) => isNear(file, page) || begins(one, by, page, parts),
          ),
        ),
      )
      .filter((file) => !isOnUsersMachine(file))
      .filter(({ url }) => !known.has(url) && known.add(url).has(url))
    const loaded = await load(next.slice(0, left))
    left -= next.length
    files.push(...loaded)
    // Deeper than one step only what a module needs before it runs.
    imported = loaded.map(({ file, reading }) => ({
      by: file.url,
      imports: reading.imports.filter(({ when }) => when === 'at-once'),
    }))
  }
  const readings = [...inline, ...files.map(({ reading }) => reading)]
  const asked = [...new Set(readings.flatMap((one) => one.paths))]
  const settings = await load(
    asked
      .filter((path) => !paths.includes(path))
      .slice(0, MOST_SETTINGS)
      .flatMap((path) => {
        const url = resolve(path, parts.baseUrl)
        return url === undefined ? [] : [{ url, as: 'settings', cors: 'anonymous' } as const]
      }),
  )
  const { names } = hostsIn(whole(page.text), hosts, scheme)
  const isLost =
    hosts.length > 0 &&
    [
      names,
      ...[...readings, ...settings.map(({ reading }) => reading)].map((one) => one.names),
    ].every(({ length }) => length === 0)
  const here = isLost ? asked.filter((path) => paths.includes(path)).slice(0, MOST_SETTINGS) : []
  const calledHere = await Promise.all(
    here.map(async (path) => ({
      path,
      exchange: await ask(new URL(path, parts.baseUrl).href, {
        headers: {},
        bodyLimitBytes: SMALL_BYTES,
      }),
    })),
  )
  return {
    parts,
    files,
    settings,
    calledHere,
    onUsersMachine: parts.files.filter(isOnUsersMachine).map(({ url }) => url),
    reading: {
      strays: inline.flatMap(({ strays }) => strays),
      imports: [],
      ...(error !== undefined && { error }),
      ...(unresolved !== undefined && { error: `no import map resolves ${unresolved}` }),
      calls: inline.flatMap(({ calls }) => calls),
      paths: [],
      names,
    },
    isWhole: named.length <= MOST_FILES && left >= 0,
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

const AS = { script: 'module', json: 'json', css: 'sheet', data: 'other' } as const

/** The file that a script imports; none for a name that leads nowhere. */
function importedFile(
  one: ModuleImport,
  by: string,
  { importMap }: PageParts,
): readonly PageFile[] {
  const to = addressOf(one, by, importMap)
  if (typeof to === 'string') return []
  const as = AS[one.holds]
  const integrity = as === 'module' ? importMap.integrity.get(to.url) : undefined
  return [
    {
      url: to.url,
      as,
      cors: 'anonymous',
      importedBy: by,
      ...(integrity !== undefined && { integrity }),
    },
  ]
}

/** Imports of other hosts within foreign scripts are the affair of those. */
function isNear({ url, importedBy = url }: PageFile, page: Answer): boolean {
  const [to, by, own] = [url, importedBy, page.asked.url].map((one) => new URL(one).origin)
  return to === own || to === by
}

/**
 * Whether a page begins with what is imported, from whatever host: a script of its own cannot run without it, or a script in
 * the page imports it, as single-page apps are started. What a file imports later may be a part that nobody misses.
 */
function begins({ when }: ModuleImport, by: string, page: Answer, { baseUrl }: PageParts): boolean {
  if (by === baseUrl) return true
  return when === 'at-once' && new URL(by).origin === new URL(page.asked.url).origin
}
