import { servicePromise } from '../../../contracts/schema/service.ts'
import { listSome } from '../../../helpers/text/words.ts'

/** One mistake: SHOP with another value at a place, and every line that is said about it, with an example that works. */
export interface Mistake {
  readonly what: string
  readonly path: string
  /** Undefined takes the field away. */
  readonly value: unknown
  readonly said: readonly string[]
}

/** What people do to a contract; the first lines are of its form, the later ones of names, steps and placeholders. */
export const MISTAKES: readonly Mistake[] = [
  {
    what: 'a text for a list of objects',
    path: 'services.0.health',
    value: '/health',
    said: [
      "services[0].health must be a list or an object, is a text | health: [{ path: '/health', statuses: 200 }]",
    ],
  },
  {
    what: 'an object for a list',
    path: 'pages',
    value: { service: 'web' },
    said: ["pages must be a list, is an object | pages: [{ service: 'web' }]"],
  },
  {
    what: 'a list for a value',
    path: 'services.0.urlVariable',
    value: ['API_URL'],
    said: ["services[0].urlVariable must be a text, is a list | urlVariable: 'API_URL'"],
  },
  {
    what: 'a list for an object',
    path: 'tokens',
    value: [],
    said: [
      "tokens must be an object, is an empty list | tokens: { issuer: 'api', ways: [{ id: 'login', title: 'password login', source: { from: 'request', request: { service: 'api', method: 'POST', path: '/login' } } }] }",
    ],
  },
  {
    what: 'null for a list',
    path: 'sockets',
    value: null,
    said: [
      "sockets must be a list, is null | sockets: [{ name: 'chat', service: 'api', path: '/ws', ways: [{ by: 'query', name: 'token' }] }]",
    ],
  },
  {
    what: 'a number for a text',
    path: 'platform',
    value: 7,
    said: ["platform must be a text, is 7 | platform: 'Shop'"],
  },
  {
    what: 'a text for a status',
    path: 'journeys.0.steps.0.statuses',
    value: '201',
    said: ['journeys[0].steps[0].statuses must be a list or a number, is "201" | statuses: [200]'],
  },
  {
    what: 'a status that is none',
    path: 'journeys.0.steps.0.statuses',
    value: [201, 99],
    said: ['journeys[0].steps[0].statuses[1] must be 100 or more, is 99 | statuses: [200]'],
  },
  {
    what: 'an empty list',
    path: 'services',
    value: [],
    said: [
      "services must be a list that is not empty, is an empty list | services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health' }] }]",
    ],
  },
  {
    what: 'a missing refusal',
    path: 'services.0.protectedRoutes.0.withWrongToken',
    value: undefined,
    said: [
      'services[0].protectedRoutes[0].withWrongToken is missing; must be an object, a list, a number or one of "4xx", "5xx" | withWrongToken: [401, 403]',
    ],
  },
  {
    what: 'a wrong refusal',
    path: 'services.0.protectedRoutes.0.withWrongToken',
    value: { status: 401 },
    said: [
      'services[0].protectedRoutes[0].withWrongToken.status is no field that a contract has there; is statuses meant? | statuses: [200]',
      'services[0].protectedRoutes[0].withWrongToken must have one of `statuses`, `says` and `lacks` | withWrongToken: [401, 403]',
    ],
  },
  {
    what: 'a refusal of text',
    path: 'services.0.protectedRoutes.0.withWrongToken',
    value: '401',
    said: [
      'services[0].protectedRoutes[0].withWrongToken must be an object, a list, a number or one of "4xx", "5xx", is "401" | withWrongToken: [401, 403]',
    ],
  },
  {
    what: 'a misspelt field',
    path: 'services.0.helth',
    value: [],
    said: [
      "services[0].helth is no field that a contract has there; is health meant? | health: [{ path: '/health', statuses: 200 }]",
    ],
  },
  {
    what: 'a field in snake case',
    path: 'services.0.depends_on',
    value: 'web',
    said: [
      "services[0].depends_on is no field that a contract has there; is dependsOn meant? | dependsOn: ['database']",
    ],
  },
  {
    what: 'an unknown field',
    path: 'services.0.colour',
    value: 'blue',
    said: [
      `services[0].colour is no field that a contract has there | one of ${listSome(Object.keys(servicePromise.in.shape))}`,
    ],
  },
  {
    what: 'a misspelt method',
    path: 'journeys.0.steps.0.request.method',
    value: 'PSOT',
    said: [
      'journeys[0].steps[0].request.method must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", is "PSOT" | method: \'GET\'',
    ],
  },
  {
    what: 'a method in small letters',
    path: 'journeys.0.steps.0.request.method',
    value: 'post',
    said: [
      'journeys[0].steps[0].request.method must be one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", is "post"; is "POST" meant? | method: \'GET\'',
    ],
  },
  {
    what: 'a misspelt choice',
    path: 'tokens.ways.0.source.from',
    value: 'requests',
    said: [
      'tokens.ways[0].source.from must be one of "request", "variable", "mint", is "requests"; is "request" meant? | from: \'request\'',
    ],
  },
  {
    what: 'the fields of another choice',
    path: 'sockets.0.ways.0.by',
    value: 'query',
    said: [
      "sockets[0].ways[0].name is missing; must be a text | name: 'api'",
      'sockets[0].ways[0].say is no field that a contract has there | one of by and name',
      'sockets[0].ways[0].accepted is no field that a contract has there | one of by and name',
    ],
  },
  {
    what: 'a misspelt kind of environment',
    path: 'tokens.ways.0.kinds',
    value: ['stagin'],
    said: [
      'tokens.ways[0].kinds[0] must be one of "local", "development", "staging", "production", is "stagin"; is "staging" meant? | kinds: [\'local\', \'staging\']',
    ],
  },
  {
    what: 'unknown step kind',
    path: 'journeys.0.steps.0.kind',
    value: 'reqest',
    said: [
      'journeys[0].steps[0].kind must be one of "request", "conversation", "stream", is "reqest"; is "request" meant? | kind: \'request\'',
    ],
  },
  {
    what: 'a misspelt service',
    path: 'journeys.0.steps.1.request.service',
    value: 'aip',
    said: [
      'journeys[0].steps[1].request.service names "aip", and the contract has no such service; known: api and web | service: \'api\'',
    ],
  },
  {
    what: 'a dependency that is no service',
    path: 'services.1.dependsOn',
    value: ['api', 'db'],
    said: [
      'services[1].dependsOn[1] names "db", and the contract has no such service; known: api and web | dependsOn: [\'api\']',
    ],
  },
  {
    what: 'an issuer that is no service',
    path: 'tokens.issuer',
    value: 'auth',
    said: [
      'tokens.issuer names "auth", and the contract has no such service; known: api and web | issuer: \'api\'',
    ],
  },
  {
    what: 'a misspelt socket',
    path: 'pages.0.calls',
    value: ['api', 'chatt'],
    said: [
      'pages[0].calls[1] names "chatt", and the contract has no such service or socket; is chat meant? | calls: [\'chat\']',
    ],
  },
  {
    what: 'a misspelt variable',
    path: 'services.0.urlVariable',
    value: 'API_ULR',
    said: [
      'services[0].urlVariable names "API_ULR", and the contract has no such variable; is API_URL meant? | urlVariable: \'API_URL\'',
    ],
  },
  {
    what: 'a socket variable that holds no ws URL',
    path: 'sockets.0.urlVariable',
    value: 'API_URL',
    said: [
      "sockets[0].urlVariable names API_URL, which is used as a WebSocket URL here: its kind must be websocket-url | variables: [{ name: 'API_URL', kind: 'websocket-url', \u2026 }]",
    ],
  },
  {
    what: 'a variable that holds no URL',
    path: 'services.0.urlVariable',
    value: 'TENANT',
    said: [
      "services[0].urlVariable names TENANT, which is used as a URL here: its kind must be url | variables: [{ name: 'TENANT', kind: 'url', \u2026 }]",
    ],
  },
  {
    what: 'a misspelt need',
    path: 'tokens.ways.0.needs',
    value: ['API_KYE'],
    said: [
      'tokens.ways[0].needs[0] names "API_KYE", and the contract has no such variable; is API_KEY meant? | needs: [\'API_KEY\']',
    ],
  },
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
    what: 'a misspelt step',
    path: 'journeys.0.steps.1.after',
    value: ['craeted'],
    said: [
      'journeys[0].steps[1].after names "craeted", and the contract has no such step in this journey; is created meant? | after: \'created\'',
    ],
  },
  {
    what: 'a circle',
    path: 'journeys.0.steps.0.after',
    value: ['read'],
    said: [
      'journeys[0].steps[0].after goes in a circle: created after read after created | a step that waits for none of these: leave `after` out of read',
    ],
  },
  {
    what: 'two steps of one id',
    path: 'journeys.0.steps.1.id',
    value: 'created',
    said: [
      'journeys[0].steps[1].id is "created", as that of steps[0]; each needs its own | id: \'created-2\'',
    ],
  },
  {
    what: 'two services of one name',
    path: 'services.1.name',
    value: 'api',
    said: [
      'services[1].name is "api", as that of services[0]; each needs its own | name: \'api-2\'',
    ],
  },
  {
    what: 'a name that no variable can have',
    path: 'variables.0.name',
    value: 'api-url',
    said: [
      'variables[0].name must be a name in capitals, digits and underscores, is "api-url" | name: \'API_URL\'',
    ],
  },
  {
    what: 'a misspelt kind of variable',
    path: 'variables.0.kind',
    value: 'uri',
    said: [
      'variables[0].kind must be one of "url", "websocket-url", "secret", "text", "integer", is "uri"; is "url" meant? | kind: \'url\'',
    ],
  },
  {
    what: 'a missing lifetime',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'jwks', request: { service: 'api', path: '/jwks' } },
    },
    said: [
      'tokens.jwt.lifetimeSeconds is missing; must be a number or an object | lifetimeSeconds: 3600',
    ],
  },
  {
    what: 'a lifetime of one kind only, and a key that is no secret',
    path: 'tokens.jwt',
    value: {
      algorithms: 'RS256',
      key: { kind: 'secret', variable: 'TENANT' },
      lifetimeSeconds: { staging: 5 },
    },
    said: [
      'tokens.jwt.lifetimeSeconds.local is missing; must be a number | lifetimeSeconds: 3600',
      'tokens.jwt.lifetimeSeconds.development is missing; must be a number | lifetimeSeconds: 3600',
      'tokens.jwt.lifetimeSeconds.production is missing; must be a number | lifetimeSeconds: 3600',
      "tokens.jwt.key.variable names TENANT, which is used as a secret here: its kind must be secret | variables: [{ name: 'TENANT', kind: 'secret', \u2026 }]",
    ],
  },
  {
    what: 'a misspelt field deep inside',
    path: 'sockets.0.welcome',
    value: { mark: [] },
    said: [
      "sockets[0].welcome.marks is missing; must be a list | marks: [{ at: 'type', is: 'welcome' }]",
      "sockets[0].welcome.mark is no field that a contract has there; is marks meant? | marks: [{ at: 'type', is: 'welcome' }]",
    ],
  },
  {
    what: 'null for a word',
    path: 'services.0.identity.0.is',
    value: null,
    said: [
      "services[0].identity[0].is must be a list, a text, a number or true or false, is null | is: ['ok']",
    ],
  },
  {
    what: 'a text for a step',
    path: 'journeys.0.steps.0',
    value: 'created',
    said: [
      "journeys[0].steps[0] must be an object, is \"created\" | steps: [{ id: 'listed', title: 'lists the orders', request: { service: 'api', path: '/orders' } }]",
    ],
  },
  {
    what: 'a text for a service',
    path: 'services.0',
    value: 'api',
    said: [
      "services[0] must be an object, is \"api\" | services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health' }] }]",
    ],
  },
  {
    what: 'a place that expects nothing',
    path: 'services.0.identity.0',
    value: { path: '/health', at: 'tenant' },
    said: [
      "services[0].identity[0] must have one of `is`, `starts`, `contains` and `matches` | identity: [{ path: '/health', at: 'service', is: 'api' }]",
    ],
  },
  {
    what: 'a refusal that says nothing',
    path: 'services.0.protectedRoutes.0.withWrongToken',
    value: { reasons: 'invalid' },
    said: [
      'services[0].protectedRoutes[0].withWrongToken must have one of `statuses`, `says` and `lacks` | withWrongToken: [401, 403]',
    ],
  },
  {
    what: 'a regular expression that is none',
    path: 'journeys.0.steps.0.says',
    value: [{ at: 'text:"sid":"(', matches: ['\\p{Lu}{2,}', '('] }],
    said: [
      'journeys[0].steps[0].says[0].at must be a regular expression: Unterminated group | \'text:"sid":"([^"]+)"\'',
      "journeys[0].steps[0].says[0].matches[1] must be a regular expression: Unterminated group | matches: '^v\\\\d+$'",
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
  {
    what: 'a misspelt wrong token',
    path: 'tokens.leftOut',
    value: { 'foreign-keys': 'one key' },
    said: [
      "tokens.leftOut[\"foreign-keys\"] is the id of no wrong token; is foreign-key meant? | leftOut: { 'foreign-kid': 'the API has one key' }",
    ],
  },
  {
    what: 'a baked URL of nothing that exists',
    path: 'pages.0.baked',
    value: { path: '/build.json', urls: { apis: 'urls.api' } },
    said: [
      "pages[0].baked.urls.apis is no such service or socket; is api meant? | urls: { api: 'urls.api' }",
    ],
  },
]
