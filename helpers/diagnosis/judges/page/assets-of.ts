/** Tags that load a script or a stylesheet, with the attributes where their URL stands. */
const LOADS = /<(script|link)\b([^>]{0,2000})>/gi
const HOLDS_URL = /\b(?:src|href)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))/i
const IS_STYLE = /\brel\s*=\s*["']?(?:stylesheet|preload|modulepreload)/i

/**
 * The URLs of the scripts and styles that a page loads from its own host, absolute, each once, in the
 * page's order. Assets of other hosts are their own business.
 */
export function assetsOf(html: string, pageUrl: string): readonly string[] {
  const own = new URL(pageUrl)
  const urls = [...html.matchAll(LOADS)].flatMap(([, tag = '', attributes = '']) => {
    if (tag.toLowerCase() === 'link' && !IS_STYLE.test(attributes)) return []
    const [, double, single, bare] = HOLDS_URL.exec(attributes) ?? []
    const given = double ?? single ?? bare
    return given === undefined || !URL.canParse(given, pageUrl)
      ? []
      : [new URL(given.replaceAll('&amp;', '&'), pageUrl)]
  })
  return [
    ...new Set(
      urls
        .filter((url) => url.host === own.host && url.protocol === own.protocol)
        .map((url) => url.href),
    ),
  ]
}
