import { joinUrl } from './join-url.ts'

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
