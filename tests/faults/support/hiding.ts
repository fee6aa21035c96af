import type { Finding } from '../../../reference/fault.ts'
import { SERVICE_NAMES } from '../../../reference/urls.ts'
import { netra as contract } from '../../support/contracts.ts'

type Service = Finding['service']

/** What a check may need before it can see what it is about. A service's name: that this service answers. */
export type Means =
  | Service
  | `${Service} is well`
  | 'clocks that agree'
  | 'a token'
  | 'trust in the token'
  | 'a closed door'
  | 'routes that keep their word'
  | 'a refresh'
  | 'a socket'
  | 'a page'

export type Table = readonly {
  /** Codes, or layers when they end in a dot. */
  readonly codes: readonly string[]
  readonly means: (service: Service) => readonly Means[]
}[]

/** What a failure takes away from every other check. */
export const TAKES: Table = [
  { codes: ['dns.', 'tcp.', 'tls.', 'http.', 'edge.'], means: gone },
  {
    codes: [
      'service.starting',
      'service.unavailable',
      'service.error',
      'service.wrong-identity',
      'service.throttled',
      'service.draining',
      'service.redirected',
    ],
    means: gone,
  },
  { codes: ['service.', 'dependency.'], means: (service) => [well(service)] },
  // The clock of the issuer dates every token: with a wrong one no service accepts any.
  {
    codes: ['clock.'],
    means: (service) => [
      'clocks that agree',
      ...(service === 'auth' ? (['a token', 'trust in the token'] as const) : []),
    ],
  },
  {
    codes: [
      'token.refused',
      'token.not-configured',
      'token.malformed',
      'token.claims',
      'token.signature',
      'token.lifetime',
    ],
    means: () => ['a token'],
  },
  // A given token that has ended: there is no other, and nothing accepts it.
  { codes: ['token.stale'], means: () => ['a token', 'trust in the token'] },
  { codes: ['token.refresh'], means: () => ['a refresh'] },
  { codes: ['trust.'], means: () => ['trust in the token'] },
  { codes: ['auth.'], means: () => ['a closed door'] },
  // A route that is gone may be the one that shows health, gives tokens, or is asked whether one is trusted.
  {
    codes: ['route.missing', 'route.error'],
    means: (service) => [well(service), service === 'auth' ? 'a token' : 'trust in the token'],
  },
  { codes: ['route.', 'data.'], means: () => ['routes that keep their word'] },
  { codes: ['ws.'], means: () => ['a socket'] },
  {
    codes: ['route.shape', 'route.missing', 'route.error', 'frontend.blank'],
    means: (service) => (service === 'frontend' ? ['a page'] : []),
  },
]

/** Without what a code cannot be seen, or would be taken for what follows from the lack. */
export const NEEDS: Table = [
  { codes: [''], means: (service) => [service] },
  {
    codes: ['http.', 'service.', 'dependency.'],
    means: (service) => dependenciesOf(service).flatMap((name) => [name, well(name)]),
  },
  {
    codes: ['tcp.', 'http.', 'edge.', 'service.', 'dependency.'],
    means: (service) => [well(service)],
  },
  {
    codes: ['trust.', 'route.error', 'ws.', 'agent.', 'data.', 'check.'],
    means: (service) => [service, ...dependenciesOf(service)].map(well),
  },
  {
    codes: [
      'token.lifetime',
      'token.signature',
      'token.refresh',
      'auth.accepts-expired',
      'trust.',
      'route.forbidden',
      'ws.refused',
      'ws.unavailable',
      'stream.',
      'agent.',
    ],
    means: () => ['clocks that agree'],
  },
  {
    codes: [
      'token.',
      'auth.',
      'trust.',
      'route.',
      'ws.',
      'stream.',
      'agent.',
      'isolation.',
      'data.',
      'check.',
    ],
    means: () => ['a token'],
  },
  {
    codes: ['auth.', 'route.', 'ws.', 'stream.', 'agent.', 'isolation.', 'data.', 'check.'],
    means: () => ['trust in the token'],
  },
  // An edge may stand before the handshakes alone, and these carry a token.
  {
    codes: ['edge.'],
    means: (service) => (service === 'backend' ? ['a token', 'trust in the token'] : []),
  },
  { codes: ['ws.', 'isolation.'], means: () => ['a closed door'] },
  {
    codes: ['agent.', 'isolation.', 'data.', 'check.'],
    means: () => ['routes that keep their word'],
  },
  { codes: ['agent.', 'isolation.', 'data.'], means: () => ['a socket'] },
  // What a page may call is known only of addresses that were seen to serve, the WebSocket's too.
  {
    codes: ['frontend.localhost', 'frontend.wrong-target'],
    means: () => ['a token', 'trust in the token', 'a socket', ...SERVICE_NAMES],
  },
  { codes: ['frontend.'], means: () => ['a page'] },
  { codes: ['cors.'], means: () => ['frontend'] },
]

/** What a fault needs that its code does not say: `service.slow` may be about the welcome of a socket, `clock.skew` about a token. */
export const NEEDS_OF_FAULTS: Readonly<Record<string, readonly Means[]>> = {
  // Which token is refused after a sign-out is seen at the routes of every service.
  'auth-forgets-sign-outs': ['backend'],
  // The answer itself is requested with a token, and what a script calls is known by one.
  'backend-cors-only-on-preflights': ['a token', 'trust in the token'],
  'backend-cors-without-vary': ['a token', 'trust in the token'],
  'backend-portal-for-tokens': ['a token'],
  'backend-refuses-young-tokens': ['a token', 'trust in the token'],
  'backend-route-from-cache': ['a token', 'trust in the token'],
  'frontend-settings-are-the-page': ['a token', 'trust in the token', 'a socket'],
  'frontend-settings-missing': ['a token', 'trust in the token', 'a socket'],
  'socket-events-held': ['a token', 'trust in the token', 'a socket'],
  'socket-welcome-late': ['a socket'],
  // A refresh that fails answers in another shape too, and a failure outweighs a warning of the same code and service.
  'token-answer-for-caches': ['a refresh'],
}

function dependenciesOf(service: Service): readonly Service[] {
  const { dependsOn = [] } = contract.services.find(({ name }) => name === service) ?? {}
  return SERVICE_NAMES.filter((name) => dependsOn.includes(name))
}

const well = (service: Service): Means => `${service} is well`

/** Who does not answer is not well; tokens come from auth. */
function gone(service: Service): readonly Means[] {
  return [service, well(service), ...(service === 'auth' ? (['a token'] as const) : [])]
}
