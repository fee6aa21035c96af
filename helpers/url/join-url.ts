/** A segment that URL parsers read as "." or "..", percent-encoded ones too (WHATWG URL §4.4). */
const DOT = /^(?:\.|%2e)$/i
const DOT_DOT = /^(?:\.|%2e){2}$/i
const HAS_PATH = /^[^/]*\/\/[^/]*\//

/**
 * A path, perhaps with a query, below a base URL: the base path is kept and exactly one slash stands
 * between. Total: whatever the path says (`//evil`, `https://evil`, `..`, backslashes, line breaks),
 * the result stays on the base's origin and below its base path. Paths may hold ids a server sent.
 */
export function joinUrl(base: string, path: string): string {
  const root = base.replace(/\/+$/, '')
  if (path === '') return root
  const mark = path.indexOf('?')
  const [way, query] = mark < 0 ? [path, ''] : [path.slice(0, mark), path.slice(mark)]
  if (way === '' && HAS_PATH.test(root)) return `${root}${encode(query)}`
  return `${root}/${resolve(encode(way)).replace(/^\/+/, '')}${encode(query)}`
}

/** Encodes what a URL parser would drop, read as a slash, or take for the fragment. */
function encode(text: string): string {
  return text.replace(/[\p{Cc}\\#\s]/gu, (character) => encodeURIComponent(character))
}

/** Resolves dot segments, never climbing above the start. */
function resolve(way: string): string {
  const kept: string[] = []
  const segments = way.split('/')
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1
    if (DOT_DOT.test(segment)) kept.pop()
    else if (!DOT.test(segment)) kept.push(segment)
    if (last && (DOT.test(segment) || DOT_DOT.test(segment)) && kept.length > 0) kept.push('')
  })
  return kept.join('/')
}

/** The WebSocket URL of a service from its HTTP URL: http → ws, https → wss; host, port and base path stay. */
export function deriveWebsocketUrl(url: string): string {
  return url.replace(/^http(s?):/i, (_, secure: string) => `ws${secure.toLowerCase()}:`)
}

/** The HTTP URL that a handshake is sent to (RFC 6455 §4.1): ws → http, wss → https; any other URL stays as it is. */
export function deriveHttpUrl(url: string): string {
  return url.replace(/^ws(s?):/i, (_, secure: string) => `http${secure.toLowerCase()}:`)
}

/**
 * Where a socket is opened: its path joined to the URL, unless the URL, as people write
 * `wss://api.example.com/ws`, ends in that path already.
 */
export function socketUrl(url: string, path: string): string {
  const base = url.replace(/\/+$/, '')
  const own = path.replace(/^\/*/, '/').replace(/\/+$/, '')
  const already = own !== '' && new URL(base).pathname.endsWith(own)
  return already ? base : joinUrl(base, path)
}

/** Host and port of a URL; a WebSocket's and its web server's are one. Undefined for a text that names no host. */
export function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(deriveHttpUrl(url)).host : ''
  return host === '' ? undefined : host
}
