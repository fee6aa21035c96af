import type { Urls } from './urls.ts'

/** The addresses the world uses. A WebSocket address that is not named follows the backend's. */
export function outsideUrls(inside: Urls, named: Partial<Urls>): Urls {
  const backend = named.backend ?? inside.backend
  return { ...inside, websocket: backend.replace(/^http/, 'ws'), ...named }
}
