import { type AskedBy, FORM, fault, NAME, none, unit, WORDS } from './asked.ts'

const CONFIG_INVALID = 'run/config/config.invalid'
const CONFIG_MISSING = 'run/config/config.missing'

/** The whole contract, and the variables that a platform is configured by. */
const CONFIGURATION: AskedBy = {
  'contractSchema.$schema': none('for editors'),
  'contractSchema.platform': NAME,
  'contractSchema.headers': unit(
    'session/contract-headers',
    'every host of the platform gets the headers of the contract and of its services',
  ),
  'variable.name': NAME,
  'variable.meaning': WORDS,
  'variable.example': WORDS,
  'variable.kind': fault('backend-url-invalid', CONFIG_INVALID),
  'variable.presence': fault('backend-url-missing', CONFIG_MISSING),
  'variable.fallback': unit('env/precedence', 'own file, shared file, embedded, default'),
  'variable.schema': fault('jwt-secret-with-newline', CONFIG_INVALID),
  'variable.derivedFrom': unit('env/load-target', 'follows from BACKEND_URL, base path kept'),
  'variable.role': unit('env/policy', 'uses a variable without a role everywhere'),
  'oneOf.kinds': unit('env/problems', 'does not count, nor name, a way that is never used there'),
  'oneOf.groups': unit('env/problems', 'must be configured where the rule says so'),
}

const SERVICES: AskedBy = {
  'servicePromise.name': NAME,
  'servicePromise.urlVariable': fault('backend-refused', 'health/backend/answers'),
  'servicePromise.headers': unit(
    'session/contract-headers',
    'every host of the platform gets the headers of the contract and of its services',
  ),
  'servicePromise.dependsOn': unit(
    'diagnosis/find-root-causes',
    'a service that is gone, and all that depend on it',
  ),
  'servicePromise.tls.atLeast': fault('backend-speaks-old-tls', 'health/backend/tls-version'),
  'deployment.on': WORDS,
  'deployment.service': WORDS,
  'deployment.region': WORDS,
  'deployment.namespace': WORDS,
  'revisionProof.path': fault('backend-revision-stale', 'health/backend/revision'),
  'revisionProof.at': fault('backend-revision-split', 'health/backend/revision'),
  'capabilityPromise.path': fault('auth-denies-jwt-validation', 'health/auth/capabilities'),
  'capabilityPromise.at': fault('auth-denies-jwt-validation', 'health/auth/capabilities'),
  'capabilityPromise.is': fault('auth-denies-jwt-validation', 'health/auth/capabilities'),
  'capabilityPromise.need': unit(
    'diagnosis/judge-said-itself',
    'an optional capability that is denied is a warning',
  ),
  'identityProof.path': fault('auth-url-is-frontend', 'health/auth/identity'),
  'identityProof.at': fault('backend-url-is-frontend', 'health/backend/identity'),
  'identityProof.is': fault('urls-swapped', 'health/auth/identity'),
  'identityProof.starts': unit('contracts/expected-values', "'v2.0', { is: [], starts: ['v1.'] }"),
  'identityProof.contains': unit('contracts/expected-values', "contains: ['grafana'] }, false"),
  'identityProof.matches': unit('contracts/expected-values', "'build-x', { is: [], matches:"),
}

const HEALTH: AskedBy = {
  'healthPromise.id': NAME,
  'healthPromise.path': fault('readiness-missing', 'health/auth/ready'),
  'healthPromise.role': none('says how the check is called, and how often it asks'),
  'healthPromise.statuses': fault('backend-health-error', 'health/backend/answers'),
  'healthPromise.unwell': unit('contracts/health-presets', "answer(500, 'SERVER_IS_NOT_READY')"),
  'healthPromise.headers': none('says how the route is asked'),
  'healthPromise.schema': unit('platforms/json-schemas', 'health/api/health: route.shape'),
  'healthPromise.head': fault('auth-head-refused', 'health/auth/health-head'),
  'healthPromise.samples': unit('platforms/first-requests', 'health: { samples: 6 }'),
  'healthPromise.withinMs': fault('backend-slow', 'service.slow'),
  'healthBody.format': unit('contracts/health-presets', "presets.plainText('/readyz', ['OK'])"),
  'healthBody.at': unit('diagnosis/judge-health', '200 without any status'),
  'healthBody.healthy': fault('auth-unhealthy', 'health/auth/health'),
  'healthBody.degraded': fault('auth-degraded', 'service.degraded'),
  'healthBody.starting': fault('backend-starting', 'health/backend/answers'),
  'healthBody.draining': unit(
    'contracts/health-presets',
    'signs of shutting down that only this contract knows are heard',
  ),
  'healthBody.notReady': unit(
    'waiting/wait-until-ready',
    'is awaited while a good status says that it is not ready yet',
  ),
  'healthBody.reasons': unit('diagnosis/judge-health', 'with what it said and the reason'),
  'dependencyPromise.name': NAME,
  'dependencyPromise.at': fault('auth-database-down', 'health/auth/ready'),
  'dependencyPromise.up': fault('backend-redis-down', 'health/backend/ready'),
  'dependencyPromise.down': fault('frontend-cannot-reach-backend', 'health/frontend/health'),
  'dependencyPromise.absent': unit(
    'contracts/health-presets',
    'well is well, and a database that is down is named',
  ),
  'dependencyPromise.blamedBy': unit(
    'diagnosis/judge-health',
    'by the stated reason, where there is no field',
  ),
  'dependencyPromise.need': fault('backend-clickhouse-down', 'dependency.down'),
}

const ROUTES: AskedBy = {
  'protectedRoute.title': WORDS,
  'protectedRoute.request': fault('threads-missing', 'trust/backend/accepts'),
  'protectedRoute.accepted': fault('thread-list-error', 'trust/backend/accepts'),
  'protectedRoute.schema': unit('platforms/json-schemas', 'trust/api/schemas: route.shape'),
  'protectedRoute.withoutCredentials': fault('backend-open', 'trust/backend/no-credentials'),
  'protectedRoute.withWrongToken': fault('backend-believes-tokens', 'trust/backend/alg-none'),
  'publicRoute.title': WORDS,
  'publicRoute.request': fault('public-settings-need-a-token', 'trust/backend/public'),
  'publicRoute.schema': fault('public-settings-without-url', 'trust/backend/public'),
  'publicRoute.accepted': fault('public-settings-need-a-token', 'trust/backend/public'),
}

const PAGES: AskedBy = {
  'pagePromise.service': NAME,
  'pagePromise.path': fault('frontend-page-error', 'frontend/frontend/page'),
  'pagePromise.atLeastCharacters': fault('frontend-page-is-empty', 'frontend/frontend/page'),
  'pagePromise.title': unit('diagnosis/judge-page', 'is another page'),
  'pagePromise.says': unit('diagnosis/judge-page', 'does not show "Ask a question"'),
  'pagePromise.calls': fault('frontend-built-without-addresses', 'frontend/frontend/scripts'),
  'pagePromise.baked.path': fault(
    'frontend-built-for-another-environment',
    'frontend/frontend/baked',
  ),
  'pagePromise.baked.urls': fault('frontend-asks-wrong-auth', 'frontend/frontend/baked'),
  'corsPromise.origin': fault('auth-cors-unknown-origin', 'frontend/auth/cors-post-auth-refresh'),
  'corsPromise.routes.request': fault(
    'backend-preflight-refused',
    'frontend/backend/cors-get-api-threads',
  ),
  'corsPromise.routes.method': unit(
    'diagnosis/judge-cors',
    'may send the methods that are granted',
  ),
  'corsPromise.routes.headers': fault(
    'backend-cors-star-of-headers',
    'frontend/backend/cors-get-api-threads',
  ),
  'corsPromise.routes.reads': fault(
    'backend-cors-hides-a-header',
    'frontend/backend/cors-get-api-messages',
  ),
  'corsPromise.credentials': fault(
    'backend-cors-without-credentials',
    'frontend/backend/cors-get-api-threads',
  ),
  'serverWords.relaxing': WORDS,
  'serverWords.strict': WORDS,
  'serverWords.kindSetting': WORDS,
  'serverWords.trustSettings': WORDS,
  'serverWords.trustErrors': WORDS,
  'serverWords.signingKeys': WORDS,
}

/** Requests, expected values and refusals, wherever a contract has them. */
const COMMON: AskedBy = {
  'requestTemplate.service': NAME,
  'requestTemplate.method': none('says how the request is sent'),
  'requestTemplate.path': fault('agents-missing', 'golden-path/chat/agents'),
  'requestTemplate.headers': unit('promise/templates', 'lets its own headers win'),
  'requestTemplate.json': unit('promise/templates', 'has a JSON body that says so'),
  'requestTemplate.form': unit('promise/templates', 'has a form body that says so'),
  'requestTemplate.basic.user': unit('promise/templates', 'a colon in the user'),
  'requestTemplate.basic.password': unit('promise/templates', "['form', '%C3%BC:s3cret%3A%2Bx']"),
  'requestTemplate.basic.encoding': unit('promise/templates', "['raw', 'ü:s3cret:+x']"),
  'says.at': unit('promise/look-up', 'is said where it should be, or not'),
  'says.is': unit('promise/look-up', 'is said where it should be, or not'),
  'says.starts': unit('contracts/expected-values', "'v2.0', { is: [], starts: ['v1.'] }"),
  'says.contains': unit('contracts/expected-values', "contains: ['grafana'] }, false"),
  'says.matches': unit('contracts/expected-values', "'build-x', { is: [], matches:"),
  'refusal.statuses': unit('diagnosis/judge-refusal', "['5xx', 401, 'route.shape']"),
  'refusal.says': unit('promise/is-refused', 'a 2xx whose body says yes'),
  'refusal.lacks': unit('promise/is-refused', 'a 2xx that has it'),
  'refusal.reasons': unit('promise/is-refused', 'another reason'),
  'credential.by': FORM,
  'credential.name': unit('promise/templates', "{ by: 'cookie', name: 'sid' }"),
  'credential.prefix': unit('promise/templates', "prefix: 'Token '"),
  'credential.cookie': unit('promise/templates', "by: 'cookie-and-header'"),
  'credential.header': unit('promise/templates', "by: 'cookie-and-header'"),
}

export const OF_SERVICES: AskedBy = {
  ...CONFIGURATION,
  ...SERVICES,
  ...HEALTH,
  ...ROUTES,
  ...PAGES,
  ...COMMON,
}
