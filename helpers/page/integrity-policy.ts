import type { PageFile } from './page-file.ts'

/** What an `Integrity-Policy` of a page blocks, as a policy of content is reported: the directive and its values. */
interface IntegrityBlock {
  readonly directive: string
  readonly values: readonly string[]
}

/** The name of the header, as findings say it. */
export const INTEGRITY_POLICY = 'Integrity-Policy'

/** The lists of the header, a dictionary of structured fields (RFC 9651 §3.2): `blocked-destinations=(script)`. */
const LIST = /(?:^|,)\s*(blocked-destinations|sources)\s*=\s*\(([^)]*)\)/g

/**
 * Whether `Integrity-Policy` keeps a browser from a file (Subresource Integrity, "Integrity Policy"): a script needs a hash
 * that counts, which is one of its element or of the import map, and is fetched with CORS. Chromium 156 blocks scripts and
 * the modules that they import, also those of the page's own host; it blocks no style, and nothing where `sources` is
 * given without `inline`.
 */
export function blockedByIntegrity(
  header: string | undefined,
  { as, cors, integrity }: Pick<PageFile, 'as' | 'cors' | 'integrity'>,
): IntegrityBlock | undefined {
  if (as !== 'script' && as !== 'module') return undefined
  const lists = new Map(
    [...(header ?? '').matchAll(LIST)].map(([, name = '', words = '']) => [
      name,
      words.split(/\s+/).filter((word) => word !== ''),
    ]),
  )
  const values = lists.get('blocked-destinations') ?? []
  const counts = lists.get('sources')?.includes('inline') ?? true
  if (!counts || !values.includes('script')) return undefined
  const isVouched = cors !== 'no' && /(?:^|\s)sha(?:256|384|512)-/.test(integrity ?? '')
  return isVouched ? undefined : { directive: INTEGRITY_POLICY, values }
}
