import type { Mistake } from './mistake.ts'

/** Two places of a contract that do not fit each other, and placeholders that nothing fills. */
export const OF_WHAT_BELONGS_TOGETHER: readonly Mistake[] = [
  {
    what: 'placeholder in request',
    path: 'tokens.ways.0.source.request.json',
    value: { key: '{API_KYE}' },
    said: [
      'tokens.ways[0].source.request.json.key holds {API_KYE}, and nothing fills it; is {API_KEY} meant? | {API_KEY}',
    ],
  },
  {
    what: 'a placeholder in the name of a field',
    path: 'journeys.0.steps.0.request.json',
    value: { '{rum}': 1 },
    said: [
      'journeys[0].steps[0].request.json["{rum}"] holds {rum}, and nothing fills it; is {run} meant? | {run}',
    ],
  },
  {
    what: 'a placeholder in an expected value',
    path: 'services.0.identity.0.is',
    value: '{TENNANT}',
    said: [
      'services[0].identity[0].is holds {TENNANT}, and nothing fills it; is {TENANT} meant? | {TENANT}',
    ],
  },
  {
    what: 'a secret in an expected value',
    path: 'services.0.identity.0.is',
    value: '{API_KEY}',
    said: [
      "services[0].identity[0].is holds {API_KEY}, a secret: reports show what is expected, so that no secret can stand here | a variable of kind 'text'",
    ],
  },
  {
    what: "a placeholder in a socket's message",
    path: 'sockets.0.ping.say',
    value: { id: '{user}' },
    said: [
      'sockets[0].ping.say.id holds {user}, and nothing fills it | {run}, or with blanks, if braces are meant: { id }',
    ],
  },
  {
    what: 'placeholder in first message',
    path: 'sockets.0.ways.0.say',
    value: { id: '{tokn}' },
    said: [
      'sockets[0].ways[0].say.id holds {tokn}, and nothing fills it; is {token} meant? | {token}',
    ],
  },
  {
    what: 'braces that are meant as braces',
    path: 'journeys.0.steps.0.request.json',
    value: { query: '{ me {id} }' },
    said: [
      'journeys[0].steps[0].request.json.query holds {id}, and nothing fills it | {run}, or with blanks, if braces are meant: { id }',
    ],
  },
  {
    what: 'a kept value of a step that need not come before',
    path: 'journeys.0.steps.1.after',
    value: [],
    said: [
      "journeys[0].steps[1].request.path holds {order}, which the step created keeps; this step does not come after it | after: ['created']",
      "journeys[0].steps[1].says[0].is holds {order}, which the step created keeps; this step does not come after it | after: ['created']",
    ],
  },
  {
    what: 'protected routes and a socket for users, and no tokens',
    path: 'tokens',
    value: undefined,
    said: [
      "services[0].protectedRoutes needs a token to be asked, and the contract has no `tokens` | tokens: { issuer: 'api', ways: [{ id: 'login', title: 'password login', source: { from: 'request', request: { service: 'api', method: 'POST', path: '/login' } } }] }",
      "sockets[0].ways needs a token to be asked, and the contract has no `tokens` | tokens: { issuer: 'api', ways: [{ id: 'login', title: 'password login', source: { from: 'request', request: { service: 'api', method: 'POST', path: '/login' } } }] }",
    ],
  },
  {
    what: 'a route that is public and protected',
    path: 'services.0.publicRoutes',
    value: [{ title: 'the orders', request: { path: '/orders' } }],
    said: [
      "services[0].publicRoutes[0] is one of `protectedRoutes` too: it cannot both answer and refuse without a token | publicRoutes: [{ title: 'the prices', request: { path: '/prices' } }]",
    ],
  },
  {
    what: 'a token in a request to a public route',
    path: 'services.0.publicRoutes',
    value: [{ title: 'prices', request: { path: '/prices', headers: { 'x-token': '{token}' } } }],
    said: [
      'services[0].publicRoutes[0].request.headers["x-token"] holds {token}, and nothing fills it | {run}, or with blanks, if braces are meant: { id }',
    ],
  },
  {
    what: 'ways of a token to a socket for everybody',
    path: 'sockets.0.admits',
    value: 'everybody',
    said: [
      "sockets[0].ways is never tried: the socket says `admits: 'everybody'` | admits: 'users'",
    ],
  },
  {
    what: 'a stream that is compressed, and no promise that its events come one by one',
    path: 'journeys.0.steps.1',
    value: {
      kind: 'stream',
      id: 'answer',
      title: 'streams an answer',
      request: { service: 'api', path: '/answer' },
      events: [{ name: 'done' }],
      asBrowser: 'asked',
    },
    said: [
      "journeys[0].steps[1].asBrowser is asked only of a stream that says `pauses: 'promised'` | pauses: 'promised'",
    ],
  },
  {
    what: 'a form beside JSON',
    path: 'tokens.ways.0.source.request.form',
    value: { key: '{API_KEY}' },
    said: [
      "tokens.ways[0].source.request.form is a second body: the request has `json` too | form: { grant_type: 'client_credentials' }, without json",
    ],
  },
  {
    what: 'an algorithm that signs nothing',
    path: 'tokens.jwt',
    value: {
      algorithms: ['RS256', 'None'],
      key: { kind: 'secret', variable: 'API_KEY' },
      lifetimeSeconds: 3600,
    },
    said: [
      'tokens.jwt.algorithms[1] is "none", with which nothing is signed: anybody can write such a token | algorithms: [\'RS256\']',
    ],
  },
  {
    what: 'a service that depends on itself',
    path: 'services.1.dependsOn',
    value: ['api', 'web'],
    said: [
      "services[1].dependsOn[1] names the service itself | dependsOn: 'auth', the name of another service",
    ],
  },
  {
    what: 'a public key that is none',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'public', key: '-----BEGIN PUBLIC KEY-----' },
      lifetimeSeconds: 3600,
    },
    said: [
      "tokens.jwt.key.key must be a public key as PEM, as a certificate or as a JWK | key: '{JWT_PUBLIC_KEY}'",
    ],
  },
  {
    what: 'a public key in a variable that there is not',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'public', key: '{JWT_PUBLIC_KEY}' },
      lifetimeSeconds: 3600,
    },
    said: [
      "tokens.jwt.key.key holds {JWT_PUBLIC_KEY}, and nothing fills it | variables: [{ name: 'JWT_PUBLIC_KEY', … }]",
    ],
  },
]
