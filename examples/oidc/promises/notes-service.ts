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
      path: '/healthz',
      // Plain text: the whole trimmed body is the word.
      body: {
        format: 'text',
        at: 'text',
        healthy: ['ok'],
      },
      head: 'agrees',
      withinMs: 1_000,
    },
    {
      id: 'ready',
      path: '/readyz',
      role: 'readiness',
      body: {
        format: 'text',
        at: 'text',
        healthy: ['ready'],
        starting: [{ at: 'text', is: ['starting'] }],
      },
      withinMs: 1_000,
    },
  ],
  identity: [{ path: '/', at: 'name', is: ['notes'] }],
  revision: [{ path: '/', at: 'revision' }],
  protectedRoutes: [
    {
      title: "the caller's notes",
      request: { path: '/notes' },
      ...bearerRefusals,
    },
  ],
}
