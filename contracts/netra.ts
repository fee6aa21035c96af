import { standardVariables } from '../env/variables.ts'
import type { Contract } from './contract.ts'
import { chat } from './netra/chat.ts'
import { goldenPath } from './netra/golden-path.ts'
import { auth, backend, frontend } from './netra/services.ts'
import { tokens } from './netra/tokens.ts'

/** What Netra promises, in both generations of its API that were ever deployed beside each other (H and S9). */
export const contract: Contract = {
  platform: 'Netra',
  variables: standardVariables,
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
}
