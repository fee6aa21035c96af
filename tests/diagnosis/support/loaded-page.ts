import type { Exchange } from '../../../helpers/http/exchange.ts'
import { NO_IMPORT_MAP } from '../../../helpers/page/import-map.ts'
import type { LoadedFile, LoadedPage } from '../../../helpers/page/loaded-file.ts'
import type { PageFile } from '../../../helpers/page/page-file.ts'
import type { PageParts } from '../../../helpers/page/read-page.ts'
import { NOTHING_READ } from '../../../helpers/page/read-script.ts'

export const PARTS: PageParts = {
  title: '',
  text: '',
  showsMore: false,
  files: [],
  inlineScripts: [],
  inlineParts: [],
  mistyped: [],
  baseUrl: 'https://app.example.com/',
  importMap: NO_IMPORT_MAP,
  policies: [],
  mode: 'standards',
}

/** A script of a page, in which nothing was read. */
export function fileOf(
  file: Partial<PageFile> & { readonly url: string },
  exchange: Exchange,
): LoadedFile {
  const asked = { ...exchange.asked, url: file.url }
  return {
    file: { as: 'script', cors: 'no', ...file },
    exchange: { ...exchange, asked },
    reading: NOTHING_READ,
    integrity: 'unknown',
  }
}

export function loadedPage(files: readonly LoadedFile[], parts: PageParts = PARTS): LoadedPage {
  return {
    parts,
    files,
    settings: [],
    calledHere: [],
    onUsersMachine: [],
    reading: NOTHING_READ,
    isWhole: true,
  }
}
