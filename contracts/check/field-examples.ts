import { JOURNEY_EXAMPLES } from './examples/journey-examples.ts'
import { SERVICE_EXAMPLES } from './examples/service-examples.ts'
import { TOKEN_EXAMPLES } from './examples/token-examples.ts'

/** What works in a field, by the field's name; with the name of the field around it, where one name has two meanings. */
const EXAMPLES: Readonly<Record<string, string>> = {
  ...SERVICE_EXAMPLES,
  ...TOKEN_EXAMPLES,
  ...JOURNEY_EXAMPLES,
  platform: "platform: 'Shop'",
  variables:
    "variables: [{ name: 'API_URL', meaning: 'The API.', example: 'https://api.example.com', kind: 'url' }]",
  'variables.name': "name: 'API_URL'",
  'variables.kind': "kind: 'url'",
  meaning: "meaning: 'Base URL of the API.'",
  example: "example: 'https://api.example.com'",
  presence: "presence: 'optional'",
  services: "services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health' }] }]",
  'services.name': "name: 'api'",
  urlVariable: "urlVariable: 'API_URL'",
  dependsOn: "dependsOn: ['database']",
  health: "health: [{ path: '/health', statuses: 200 }]",
  path: "path: '/health'",
  role: "role: 'readiness'",
  statuses: 'statuses: [200]',
  accepted: 'accepted: [200]',
  body: "body: { at: 'status', healthy: ['ok'] }",
  at: "at: 'status'",
  is: "is: ['ok']",
  healthy: "healthy: ['ok']",
  head: "head: 'agrees'",
  unwell: 'unwell: [500]',
  draining: "draining: [{ at: 'status', is: ['STOPPING'] }]",
  absent: "absent: 'down'",
  up: "up: ['UP']",
  withinMs: 'withinMs: 5000',
  capabilities: "capabilities: [{ path: '/health/auth', at: 'capabilities.login' }]",
  need: "need: 'optional'",
  identity: "identity: [{ path: '/health', at: 'service', is: 'api' }]",
  revision: "revision: [{ path: '/health', at: 'version' }]",
  protectedRoutes:
    "protectedRoutes: [{ title: 'the orders', request: { path: '/orders' }, withoutCredentials: 401, withWrongToken: 401 }]",
  title: "title: 'lists the orders'",
  request: "request: { service: 'api', method: 'GET', path: '/orders' }",
  method: "method: 'GET'",
  headers: "headers: { 'x-tenant': 'smoke' }",
  'routes.headers': "headers: ['authorization']",
  form: "form: { grant_type: 'client_credentials' }",
  basic: "basic: { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}' }",
  withoutCredentials: 'withoutCredentials: 401',
  withWrongToken: 'withWrongToken: [401, 403]',
  refusal: "refusal: { statuses: [401], reasons: ['invalid'] }",
  unavailable: 'unavailable: [404]',
  tokens:
    "tokens: { issuer: 'api', ways: [{ id: 'login', title: 'password login', source: { from: 'request', request: { service: 'api', method: 'POST', path: '/login' } } }] }",
  issuer: "issuer: 'api'",
  ways: "ways: [{ id: 'given', title: 'given token', source: { from: 'variable', variable: 'ACCESS_TOKEN' } }]",
  'sockets.ways': "ways: [{ by: 'query', name: 'token' }]",
  kinds: "kinds: ['local', 'staging']",
  needs: "needs: ['CLIENT_SECRET']",
  source: "source: { from: 'variable', variable: 'ACCESS_TOKEN' }",
  from: "from: 'request'",
  sent: "sent: { by: 'bearer' }",
  by: "by: 'header'",
  users: "users: 'any'",
  jwt: "jwt: { algorithms: 'RS256', key: { kind: 'jwks', request: { service: 'api', path: '/jwks' } }, lifetimeSeconds: 3600 }",
  algorithms: "algorithms: ['RS256']",
  key: "key: { kind: 'secret', variable: 'JWT_KEY' }",
  'key.kind': "kind: 'jwks'",
  lifetimeSeconds: 'lifetimeSeconds: 3600',
  enforced: "enforced: ['audience']",
  keyEncoding: "keyEncoding: 'base64'",
  values: "values: [{ claim: 'aud', is: 'shop' }]",
  claims: "claims: { sub: '{subject}' }",
  valid: "valid: { at: 'active', is: true }",
  sockets:
    "sockets: [{ name: 'chat', service: 'api', path: '/ws', ways: [{ by: 'query', name: 'token' }] }]",
  journeys:
    "journeys: [{ name: 'order', steps: [{ id: 'listed', title: 'lists the orders', request: { service: 'api', path: '/orders' } }] }]",
  steps:
    "steps: [{ id: 'listed', title: 'lists the orders', request: { service: 'api', path: '/orders' } }]",
  'steps.kind': "kind: 'request'",
  as: "as: 'nobody'",
  framing: "framing: 'ndjson'",
  ends: "ends: 'close'",
  events: "events: [{ name: 'message_end', has: ['text'] }]",
  pauses: "pauses: 'promised'",
  asBrowser: "asBrowser: 'asked'",
  silenceMs: 'silenceMs: 15000',
  answer: "answer: { question: 'Which order is late?', answerAt: ['text'] }",
  after: "after: ['created']",
  effect: "effect: 'writes'",
  says: "says: [{ at: 'id', is: '{order}' }]",
  'pages.says': "says: ['Sign in']",
  has: "has: ['id']",
  keeps: "keeps: { order: 'id' }",
  undo: "undo: { service: 'api', method: 'DELETE', path: '/orders/{order}' }",
  cors: "cors: { origin: 'web', routes: [{ request: { service: 'api', path: '/orders' }, method: 'GET' }] }",
  pages: "pages: [{ service: 'web' }]",
  id: "id: 'created'",
  name: "name: 'api'",
  service: "service: 'api'",
}

/** What works at a path of the contract, as it would be written. */
export function exampleOf(path: readonly PropertyKey[]): string {
  const names = path.filter((key) => typeof key === 'string')
  const [field = '', parent = ''] = names.toReversed()
  const closest = EXAMPLES[`${parent}.${field}`] ?? EXAMPLES[field] ?? EXAMPLES[parent]
  return closest ?? WHOLE
}

/** The shortest contract. */
const WHOLE =
  "{ platform: 'Shop', variables: [{ name: 'API_URL', meaning: 'The API.', example: 'https://api.example.com', kind: 'url' }], services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health' }] }] }"
