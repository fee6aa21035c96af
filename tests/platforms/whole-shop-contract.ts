const REFUSAL = { withoutCredentials: 401, withWrongToken: 401 }
const LOGIN = { service: 'api', method: 'POST', path: '/token' } as const

/** An API with its own issuer, notes and a socket, which a web app of another origin calls. */
export const WHOLE_SHOP = {
  platform: 'A whole shop',
  variables: [
    ...['API_URL', 'WEB_URL'].map((name) => ({
      name,
      meaning: 'It.',
      example: 'https://api.example.com',
      kind: 'url',
    })),
    ...['SECRET', 'JWT_KEY', 'SERVICE_KEY'].map((name) => ({
      name,
      meaning: 'It.',
      example: 'abcdefgh12345678',
      kind: 'secret',
    })),
  ],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health' }],
      protectedRoutes: ['/me', '/orders'].map((path) => ({
        title: `what ${path} has`,
        request: { service: 'api', path },
        ...REFUSAL,
      })),
    },
    { name: 'web', urlVariable: 'WEB_URL', health: [{ path: '/health' }] },
  ],
  tokens: {
    issuer: 'api',
    sessions: 'many',
    ways: [
      {
        id: 'login',
        title: 'client credentials',
        source: {
          from: 'request',
          request: { ...LOGIN, form: { grant_type: 'client_credentials', secret: '{SECRET}' } },
        },
      },
    ],
    wrongCredentials: [
      {
        id: 'wrong-secret',
        title: 'a wrong secret',
        request: { ...LOGIN, form: { grant_type: 'client_credentials', secret: 'wrong' } },
        refusal: 401,
      },
    ],
    jwt: {
      algorithms: 'HS256',
      key: { kind: 'secret', variable: 'JWT_KEY' },
      lifetimeSeconds: 3600,
      claims: { sub: 'u-17' },
    },
  },
  sockets: [
    {
      name: 'live',
      service: 'api',
      path: '/live',
      ways: [{ by: 'header' }],
      welcome: { marks: [{ at: 'type', is: 'welcome' }] },
      ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: 'pong' }] },
      withinMs: 1_000,
    },
  ],
  cors: {
    origin: 'web',
    routes: [
      { request: { service: 'api', path: '/orders' }, method: 'GET', headers: ['authorization'] },
    ],
  },
  journeys: [
    {
      name: 'notes',
      steps: [
        {
          id: 'written',
          title: 'takes a note',
          request: { service: 'api', method: 'POST', path: '/notes', json: { text: '{run}' } },
          statuses: 201,
          keeps: { note: 'id' },
          undo: { service: 'api', method: 'DELETE', path: '/notes/{note}' },
        },
        {
          id: 'read',
          title: 'shows the new note',
          after: ['written'],
          request: { service: 'api', path: '/notes/{note}' },
          otherwise: 'data.lost',
        },
      ],
    },
  ],
}
