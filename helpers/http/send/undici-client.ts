import { createRequire } from 'node:module'
import type { Client } from 'undici'

/**
 * undici's client for one connection, by its own file: the package's entry also loads fetch, WebSocket,
 * caches and mocks, 105 ms against 36 ms on Node 20, which every run would pay. The version is pinned.
 */
export const UndiciClient = createRequire(import.meta.url)(
  'undici/lib/dispatcher/client.js',
) as typeof Client
