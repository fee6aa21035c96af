import type { Mistake } from './mistake.ts'

/** What other tools call it, or write there: of the right form, and never what was meant. */
export const OF_OTHER_TOOLS: readonly Mistake[] = [
  {
    what: 'a URL for a path',
    path: 'pages.0.path',
    value: 'https://www.example.com/shop',
    said: [
      "pages[0].path must be a path below the URL of its service, is a URL of its own | path: '/health'",
    ],
  },
  {
    what: 'a host for a path',
    path: 'sockets.0.path',
    value: '//api.example.com/ws',
    said: [
      "sockets[0].path must be a path below the URL of its service, is a URL of its own | path: '/health'",
    ],
  },
  {
    what: 'a field that is called so elsewhere',
    path: 'tokens.ways.0.source.request.body',
    value: {},
    said: [
      "tokens.ways[0].source.request.body is no field that a contract has there; is json meant? | json: { name: 'smoke {run}' }",
    ],
  },
  {
    what: 'JSONPath',
    path: 'journeys.0.steps.0.keeps',
    value: { order: '$.data[0].id' },
    said: [
      "journeys[0].steps[0].keeps.order must be a dotted path, in which a number leads into a list | 'data.0.id'",
    ],
  },
  {
    what: 'brackets of a list',
    path: 'journeys.0.steps.1.says',
    value: [{ at: 'orders[0].id', is: '{order}' }],
    said: [
      "journeys[0].steps[1].says[0].at must be a dotted path, in which a number leads into a list | 'orders.0.id'",
    ],
  },
  {
    what: 'a key in brackets',
    path: 'journeys.0.steps.1.says',
    value: [{ at: 'versions["1.0.0"].dist', is: '{order}' }],
    said: [
      "journeys[0].steps[1].says[0].at must be a dotted path, in which a number leads into a list | 'versions.1.0.0.dist'",
    ],
  },
  {
    what: 'JSON in a text',
    path: 'journeys.0.steps.0.request.json',
    value: '{"name":"smoke"}',
    said: [
      "journeys[0].steps[0].request.json must be the JSON itself, is a text that holds JSON | json: { name: 'smoke {run}' }",
    ],
  },
  {
    what: 'two pairs of braces',
    path: 'journeys.0.steps.0.request.json',
    value: { name: 'smoke {{run}}' },
    said: [
      'journeys[0].steps[0].request.json.name holds {{run}}: what is filled stands between single braces | {run}',
    ],
  },
  {
    what: 'a dollar before the braces',
    path: 'services.0.headers',
    value: { 'x-run': '$' + '{run}' },
    said: [
      'services[0].headers["x-run"] holds $' +
        '{run}: what is filled stands between single braces | {run}',
    ],
  },
  {
    what: 'a name that no header has',
    path: 'services.0.headers',
    value: { 'x run': 'smoke' },
    said: [
      "services[0].headers[\"x run\"] is no name that a header can have | headers: { 'x-tenant': 'smoke' }",
    ],
  },
  {
    what: 'two lines in a header',
    path: 'services.0.headers',
    value: { 'x-run': 'smoke\n' },
    said: [
      "services[0].headers[\"x-run\"] must be one line, as every header is | headers: { 'x-tenant': 'smoke' }",
    ],
  },
  {
    what: 'two health routes without an id',
    path: 'services.0.health',
    value: [{ path: '/health' }, { path: '/ready' }],
    said: [
      'services[0].health[1].id is "health", as that of health[0]; each needs its own | id: \'health-2\'',
    ],
  },
]
