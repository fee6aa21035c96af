import { defineContract } from './contract.ts'
import { chat } from './netra/chat.ts'
import { goldenPath } from './netra/golden-path.ts'
import { auth, backend, frontend } from './netra/services.ts'
import { tokens } from './netra/tokens.ts'
import { netraVariables } from './netra/variables.ts'

/** What Netra promises, in both generations of its API that were ever deployed beside each other (H and S9). */
export const contract = defineContract({
  platform: 'Netra',
  variables: netraVariables,
  oneOf: {
    kinds: ['staging', 'production'],
    groups: [
      ['E2E_OAUTH_SIMULATION_KEY'],
      ['SMOKE_USER_EMAIL', 'SMOKE_USER_PASSWORD'],
      ['SMOKE_ACCESS_TOKEN'],
    ],
  },
  services: [auth, backend, frontend],
  tokens,
  sockets: [chat],
  journeys: [goldenPath],
  cors: {
    origin: 'frontend',
    credentials: 'allowed',
    routes: [
      {
        request: { service: 'backend', method: 'GET', path: '/api/threads' },
        method: 'GET',
        headers: ['authorization', 'content-type'],
      },
      {
        request: { service: 'auth', method: 'POST', path: '/auth/refresh' },
        method: 'POST',
        headers: ['authorization', 'content-type'],
      },
    ],
  },
  pages: [
    {
      service: 'frontend',
      path: '/',
      atLeastCharacters: 200,
      baked: {
        path: '/health',
        urls: {
          backend: 'urls.api',
          auth: 'urls.auth',
          frontend: 'urls.frontend',
          chat: 'urls.websocket',
        },
      },
    },
  ],
  // docs/netra.md#permissive-levels, docs/netra.md#trust
  serverWords: {
    relaxing: 'DEMO_MODE, EMERGENCY_MODE, E2E_TESTING, E2E_TEST_ENV or STAGING_E2E_TEST',
    // Generation H reads a relaxed level from its kind of environment: only production is strict (docs/netra.md#permissive-levels).
    strict: 'DEMO_MODE=0',
    kindSetting: 'ENVIRONMENT',
    trustSettings: 'AUTH_SERVICE_URL, SERVICE_ID, SERVICE_SECRET and ENVIRONMENT',
    trustErrors: 'invalid_service_secret, invalid_service_id or auth_service_unreachable',
    signingKeys: 'JWT_SECRET_KEY and JWT_SECRET_STAGING',
  },
})
