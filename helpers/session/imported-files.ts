import type { Answer } from '../http/exchange.ts'
import type { ModuleImport } from '../page/import-clause.ts'
import { addressOf } from '../page/import-map.ts'
import type { LoadedFile } from '../page/loaded-file.ts'
import type { PageFile } from '../page/page-file.ts'
import type { PageParts } from '../page/read-page.ts'

/** Modules requested of one page beside the files that it names. */
const MOST_IMPORTED = 40

/** Loads files of a page, in the order given. */
export type Load = (files: readonly PageFile[]) => Promise<readonly LoadedFile[]>

/** What scripts import, and what these modules need before they run. */
export async function loadImported(
  by: readonly { readonly by: string; readonly imports: readonly ModuleImport[] }[],
  about: {
    readonly page: Answer
    readonly parts: PageParts
    readonly load: Load
    readonly isOnUsersMachine: (file: PageFile) => boolean
    /** URLs of the files that the page names. */
    readonly known: Set<string>
  },
): Promise<{ readonly files: readonly LoadedFile[]; readonly isWhole: boolean }> {
  const { page, parts, load, isOnUsersMachine, known } = about
  const files: LoadedFile[] = []
  let importing = by
  let left = MOST_IMPORTED
  while (left > 0 && importing.length > 0) {
    const next = importing
      .flatMap(({ by: from, imports }) =>
        imports.flatMap((one) =>
          importedFile(one, from, parts).filter(
            (file) => isNear(file, page) || begins(one, from, page, parts),
          ),
        ),
      )
      .filter((file) => !isOnUsersMachine(file))
      .filter(({ url }) => !known.has(url) && known.add(url).has(url))
    const loaded = await load(next.slice(0, left))
    left -= next.length
    files.push(...loaded)
    // Deeper than one step only what a module needs before it runs.
    importing = loaded.map(({ file, reading }) => ({
      by: file.url,
      imports: reading.imports.filter(({ when }) => when === 'at-once'),
    }))
  }
  return { files, isWhole: left >= 0 }
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
