import type { Target } from './target.ts'

/** What a request to one of the services carries beside its own headers. */
export type ExtraHeaders = (url: URL) => Readonly<Record<string, string>>

/** The variable that holds them: `NAME: VALUE`, several separated by semicolons. */
const VARIABLE = 'EXTRA_HEADERS'

/** The headers of EXTRA_HEADERS for the hosts of the target, and for no other host: they may be a pass. */
export function extraHeaders({ secrets, urls }: Pick<Target, 'secrets' | 'urls'>): ExtraHeaders {
  const headers = everyExtraHeader({ secrets })
  const hosts = new Set(Object.values(urls).map((url) => new URL(url).host))
  return (url) => (hosts.has(url.host) ? headers : {})
}

/** The headers of EXTRA_HEADERS, by their names in lower case. Their values may be secrets. */
export function everyExtraHeader({
  secrets,
}: Pick<Target, 'secrets'>): Readonly<Record<string, string>> {
  const text = secrets[VARIABLE]?.reveal() ?? ''
  return Object.fromEntries(
    text
      .split(';')
      .map((pair) => pair.split(/:(.*)/s))
      .filter(([name = '', value = '']) => name.trim() !== '' && value.trim() !== '')
      .map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]),
  )
}
