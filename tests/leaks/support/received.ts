import { HOSTS } from '../../support/deploy-in-public.ts'
import type { Received } from '../../support/public-names.ts'

/** Whether a secret was sent, in any part of a request or a handshake. */
export function holds(secret: string): (received: Received) => boolean {
  return ({ url, headers, body, messages }) =>
    [url.href, body, ...Object.values(headers), ...messages].some((text) => text.includes(secret))
}

/** Where requests went: method and URL, each once. */
export function places(received: readonly Received[]): readonly string[] {
  return [
    ...new Set(
      received.map(
        ({ method, url }) =>
          `${method} ${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${url.pathname}`,
      ),
    ),
  ].sort()
}

/** What changes something at the backend. */
export function writes(received: readonly Received[]): readonly string[] {
  const changing = received.filter(
    ({ method, url }) =>
      !['GET', 'HEAD', 'OPTIONS'].includes(method) && url.hostname !== HOSTS.auth,
  )
  return [...new Set(changing.map(({ method, url }) => `${method} ${url.origin}`))].sort()
}
