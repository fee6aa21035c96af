import { atEdge, type Faults } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'

const START_PAGE =
  '<!doctype html><html><head><title>App</title></head><body><div id="root"></div></body></html>'

/** URLs at which another service answers. */
export const identity: Faults = {
  'urls-swapped': {
    summary: 'AUTH_SERVICE_URL and BACKEND_URL are swapped',
    incidents: ['F01'],
    finds: [{ code: 'service.wrong-identity', service: 'auth' }],
    env: (env) => ({
      ...env,
      AUTH_SERVICE_URL: env.BACKEND_URL ?? '',
      BACKEND_URL: env.AUTH_SERVICE_URL ?? '',
    }),
  },
  'auth-url-is-frontend': {
    summary: 'AUTH_SERVICE_URL leads to the frontend, as in the one-domain setup',
    incidents: ['F01', 'F50', 'F66'],
    finds: [{ code: 'service.wrong-identity', service: 'auth' }],
    env: (env) => ({ ...env, AUTH_SERVICE_URL: env.FRONTEND_URL ?? '' }),
  },
  'backend-url-is-frontend': {
    summary: 'BACKEND_URL leads to the frontend',
    incidents: ['F01'],
    finds: [{ code: 'service.wrong-identity', service: 'backend' }],
    env: (env) => ({ ...env, BACKEND_URL: env.FRONTEND_URL ?? '' }),
  },
  'backend-api-leads-to-web-app': {
    summary:
      'A rule in front of the backend sends its API to the web app, which answers every path with its page',
    finds: [{ code: 'service.wrong-identity', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked, next) =>
        asked.path.startsWith('/api/') ? textAnswer(200, 'text/html', START_PAGE) : next(asked),
    ),
  },
  'frontend-url-is-backend': {
    summary: 'FRONTEND_URL leads to the backend',
    incidents: ['F01'],
    finds: [{ code: 'service.wrong-identity', service: 'frontend' }],
    env: (env) => ({ ...env, FRONTEND_URL: env.BACKEND_URL ?? '' }),
  },
}
