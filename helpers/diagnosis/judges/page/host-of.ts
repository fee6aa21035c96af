import { deriveHttpUrl } from '../../../url/websocket-url.ts'

/** Host and port of a URL; a WebSocket's and its web server's are one. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(deriveHttpUrl(url)).host : undefined
}
