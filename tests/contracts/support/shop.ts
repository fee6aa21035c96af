import type { ContractInput } from '../../../contracts/contract.ts'

/** A platform of every kind of promise, as short as it can be said; tests break it. */
export const SHOP = {
  platform: 'Shop',
  variables: [
    { name: 'API_URL', meaning: 'The API.', example: 'https://api.example.com', kind: 'url' },
    { name: 'WEB_URL', meaning: 'The shop.', example: 'https://shop.example.com', kind: 'url' },
    {
      name: 'CHAT_URL',
      meaning: 'The chat.',
      example: 'wss://chat.example.com',
      kind: 'websocket-url',
    },
    { name: 'API_KEY', meaning: 'A key.', example: 'u3Vb0mT7yQ2kXr9sLd4e', kind: 'secret' },
    { name: 'TENANT', meaning: 'A tenant.', example: 'smoke' },
  ],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health', body: { healthy: 'ok' } }],
      identity: [{ path: '/health', at: 'tenant', is: '{TENANT}' }],
      protectedRoutes: [
        {
          title: 'the orders',
          request: { path: '/orders' },
          withoutCredentials: 401,
          withWrongToken: { statuses: 401, reasons: ['invalid'] },
        },
      ],
    },
    { name: 'web', urlVariable: 'WEB_URL', dependsOn: 'api' },
  ],
  tokens: {
    issuer: 'api',
    ways: [
      {
        id: 'key',
        title: 'key',
        source: {
          from: 'request',
          request: {
            service: 'api',
            method: 'POST',
            path: '/login',
            json: { key: '{API_KEY}', user: '{user.email}' },
          },
        },
      },
    ],
  },
  sockets: [
    {
      name: 'chat',
      service: 'api',
      urlVariable: 'CHAT_URL',
      path: '/ws',
      ways: [
        { by: 'first-message', say: { auth: '{token}' }, accepted: [{ at: 'auth', is: 'ok' }] },
      ],
      ping: { say: { ping: '{run}' }, hears: [{ at: 'pong', is: '{run}' }] },
    },
  ],
  journeys: [
    {
      name: 'order',
      steps: [
        {
          id: 'created',
          title: 'takes an order',
          request: { service: 'api', method: 'POST', path: '/orders', json: { '{run}': 'smoke' } },
          statuses: 201,
          keeps: { order: 'id' },
          undo: { service: 'api', method: 'DELETE', path: '/orders/{order}' },
        },
        {
          id: 'read',
          title: 'shows the order',
          after: 'created',
          request: { service: 'api', path: '/orders/{order}' },
          says: [{ at: 'id', is: '{order}' }],
        },
      ],
    },
  ],
  cors: {
    origin: 'web',
    routes: [{ request: { service: 'api', path: '/orders' }, method: 'GET' }],
  },
  pages: [{ service: 'web', calls: ['api', 'chat'] }],
} satisfies ContractInput
