import type { ServiceInput } from '../../../contracts/schema/service.ts'
import { bearerRefusals } from './bearer-refusals.ts'

/** The notes API: health in plain text, JWTs from the issuer. */
export const notesService: ServiceInput = {
  name: 'notes',
  urlVariable: 'API_URL',
  // The API cannot check tokens without the issuer's keys: if the issuer is down, that is the cause.
  dependsOn: ['issuer'],
  health: [
    {
      id: 'health',
      path: '/healthz',
      role: 'liveness',
      statuses: [200],
      // Plain text: the whole trimmed body is the word.
      body: {
        format: 'text',
        at: 'text',
        healthy: ['ok'],
        degraded: [],
        starting: [],
        reasons: [],
        dependencies: [],
      },
      head: 'agrees',
      withinMs: 1_000,
    },
    {
      id: 'ready',
      path: '/readyz',
      role: 'readiness',
      statuses: [200],
      body: {
        format: 'text',
        at: 'text',
        healthy: ['ready'],
        degraded: [],
        starting: [{ at: 'text', is: ['starting'] }],
        reasons: [],
        dependencies: [],
      },
      head: 'not-promised',
      withinMs: 1_000,
    },
  ],
  identity: [{ path: '/', at: 'name', is: ['notes'] }],
  revision: [{ path: '/', at: 'revision' }],
  protectedRoutes: [
    {
      title: "the caller's notes",
      request: { service: 'notes', method: 'GET', path: '/notes' },
      accepted: [200],
      ...bearerRefusals,
    },
  ],
}
