import { createRequire } from 'node:module'

/**
 * The certificate library, loaded when the first TLS fault needs it. With `require`, because the
 * loader that runs TypeScript here takes no more imports once the program has started.
 */
export function loadSelfsigned(): typeof import('selfsigned') {
  return createRequire(import.meta.url)('selfsigned') as typeof import('selfsigned')
}
