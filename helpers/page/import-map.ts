import type { ModuleImport } from './import-clause.ts'

/** What an import map says, with absolute addresses; `undefined` in place of an address is one that browsers cannot use. */
export interface ImportMap {
  readonly imports: Addresses
  /** By the beginning of the address of the script that imports, the longest first. */
  readonly scopes: readonly (readonly [prefix: string, Addresses])[]
  /** The integrity metadata of modules, by address (HTML, "module integrity map"; Chromium 127 and later). */
  readonly integrity: ReadonlyMap<string, string>
}

type Addresses = ReadonlyMap<string, string | undefined>

export const NO_IMPORT_MAP: ImportMap = { imports: new Map(), scopes: [], integrity: new Map() }

/** An address as a page or a script writes it, absolute; undefined for what is not fetched over HTTP. */
export function resolve(given: string, base: string): string | undefined {
  if (!URL.canParse(given, base)) return undefined
  const url = new URL(given, base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Reads the import maps of a page; several are merged, the first mention of a name counts (Chromium 133 and later). */
export function readImportMaps(texts: readonly string[], base: string): ImportMap {
  const maps = texts.flatMap((text) => parsed(text))
  const scopes = new Map<string, Map<string, string | undefined>>()
  const imports = new Map<string, string | undefined>()
  const integrity = new Map<string, string>()
  for (const map of maps) {
    addTo(imports, map.imports, base)
    for (const [address, value] of Object.entries(asRecord(map.integrity))) {
      const url = resolve(address, base)
      if (url !== undefined && typeof value === 'string' && !integrity.has(url))
        integrity.set(url, value)
    }
    for (const [prefix, addresses] of Object.entries(asRecord(map.scopes))) {
      const url = resolve(prefix, base)
      if (url === undefined) continue
      const scope = scopes.get(url) ?? new Map<string, string | undefined>()
      addTo(scope, addresses, base)
      scopes.set(url, scope)
    }
  }
  return { imports, scopes: [...scopes].sort(([a], [b]) => b.length - a.length), integrity }
}

/**
 * Where an import leads (HTML standard, "resolve a module specifier"); `unresolved` for a bare name that no map of the
 * page has, at which browsers give up.
 */
export function addressOf(
  { specifier }: Pick<ModuleImport, 'specifier'>,
  by: string,
  { imports, scopes }: ImportMap,
): { readonly url: string } | 'elsewhere' | 'unresolved' {
  const isAddress = /^(?:\/|\.\.?\/)/.test(specifier) || URL.canParse(specifier)
  const name = isAddress && URL.canParse(specifier, by) ? new URL(specifier, by).href : specifier
  const fitting = scopes.filter(
    ([prefix]) => prefix === by || (prefix.endsWith('/') && by.startsWith(prefix)),
  )
  for (const addresses of [...fitting.map(([, scope]) => scope), imports]) {
    const mapped = lookUp(name, addresses)
    if (mapped !== undefined) return mapped
  }
  if (!isAddress) return 'unresolved'
  const url = resolve(name, by)
  return url === undefined ? 'elsewhere' : { url }
}

/** The whole name, or the longest beginning of it that ends in a slash. */
function lookUp(
  name: string,
  addresses: Addresses,
): { readonly url: string } | 'unresolved' | undefined {
  const key = addresses.has(name)
    ? name
    : [...addresses.keys()]
        .filter((prefix) => prefix.endsWith('/') && name.startsWith(prefix))
        .sort((a, b) => b.length - a.length)[0]
  if (key === undefined) return undefined
  const to = addresses.get(key)
  const url = to === undefined ? undefined : resolve(name.slice(key.length), to)
  return url === undefined ? 'unresolved' : { url: key === name && to !== undefined ? to : url }
}

function addTo(to: Map<string, string | undefined>, from: unknown, base: string): void {
  for (const [written, address] of Object.entries(asRecord(from))) {
    const isAddress = /^(?:\/|\.\.?\/)/.test(written) || URL.canParse(written)
    const name = isAddress ? new URL(written, base).href : written
    const isUsable = typeof address === 'string' && /^(?:\/|\.\.?\/|https?:)/i.test(address)
    if (!to.has(name)) to.set(name, isUsable ? resolve(address, base) : undefined)
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

/** Browsers ignore an import map that is not JSON. */
function parsed(text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    return [asRecord(JSON.parse(text))]
  } catch {
    return []
  }
}
