import type { Mistake } from './mistake.ts'

/** A name that nothing has, or that two things have. */
export const OF_NAMES: readonly Mistake[] = [
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
    what: 'two variables of one name',
    path: 'variables.1.name',
    value: 'API_URL',
    said: [
      'variables[1].name is "API_URL", as that of variables[0]; each needs its own | name: \'API_URL_2\'',
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
