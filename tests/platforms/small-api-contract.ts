const REFUSAL = { withoutCredentials: 401, withWrongToken: 401 }

/** One service that signs in users, keeps notes, and checks tokens. */
export const SMALL_API = {
  platform: 'A small API',
  variables: [
    { name: 'API_URL', meaning: 'The API.', example: 'https://api.example.com', kind: 'url' },
    { name: 'PASSWORD', meaning: 'Of the user.', example: 'abcdefgh12345678', kind: 'secret' },
    { name: 'JWT_KEY', meaning: 'The key.', example: 'abcdefgh12345678', kind: 'secret' },
  ],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health' }],
      protectedRoutes: [
        { title: 'the user', request: { service: 'api', path: '/me' }, ...REFUSAL },
        { title: 'the orders', request: { service: 'api', path: '/orders' }, ...REFUSAL },
      ],
    },
  ],
  tokens: {
    issuer: 'api',
    sessions: 'many',
    ways: [
      {
        id: 'login',
        title: 'password login',
        source: {
          from: 'request',
          request: {
            service: 'api',
            method: 'POST',
            path: '/login',
            json: { password: '{PASSWORD}' },
          },
        },
      },
    ],
    jwt: {
      algorithms: 'HS256',
      key: { kind: 'secret', variable: 'JWT_KEY' },
      lifetimeSeconds: 3600,
      claims: { sub: 'u-17' },
    },
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
