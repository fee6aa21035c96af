import type { ServiceInput } from '../../../contracts/schema/service.ts'
import { bearerRefusals } from './bearer-refusals.ts'

/** The archive API: opaque tokens, about each of which it asks the issuer. */
export const archiveService: ServiceInput = {
  name: 'archive',
  urlVariable: 'OPAQUE_API_URL',
  dependsOn: ['issuer'],
  health: [
    {
      path: '/status',
      role: 'readiness',
      // JSON with the content type text/plain, and "true" in quotes: the suite understands both.
      body: {
        at: 'up',
        healthy: [true],
        reasons: ['reason'],
        // Letter case does not count: "OPEN" is open. A dependency that is not named is not judged.
        dependencies: [{ name: 'index', at: 'index', up: ['open'], need: 'optional' }],
      },
      withinMs: 1_000,
    },
  ],
  identity: [{ path: '/status', at: 'app', is: ['archive'] }],
  protectedRoutes: [
    {
      title: 'the entries of the archive',
      request: { path: '/entries' },
      ...bearerRefusals,
    },
  ],
}
