import type { Client } from 'undici'
// @ts-expect-error the package has types only for its entry
import client from 'undici/lib/dispatcher/client.js'

/**
 * undici's client for one connection, by its own file: the package's entry also loads fetch, WebSocket,
 * caches and mocks, 105 ms against 36 ms on Node 20, which every run would pay. The version is pinned.
 */
export const UndiciClient = client as typeof Client
