import type { Mistake } from './mistake.ts'

/** A value of another form than the field has. */
export const OF_VALUES: readonly Mistake[] = [
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
]
