import { deriveHttpUrl } from '../../../url/websocket-url.ts'

/** Host and port of a URL; a WebSocket's and its web server's are one. Undefined for a text that names no host. */
export function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(deriveHttpUrl(url)).host : ''
  return host === '' ? undefined : host
}
