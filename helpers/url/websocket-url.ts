import { joinUrl } from './join-url.ts'

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
