import { AGENT_FALLS_SHORT, GONE, MISSES_ANOTHER, SUFFERS } from './explain-groups.ts'

export interface Rule {
  readonly cause: readonly string[]
  readonly effect: readonly string[]
  /**
   * `same`: of one service; `same-request`: found at the very requests of the cause; `same-path`: found at a path of the cause, or
   * below or above one; `dependent`: the effect's service depends on the cause's, or is it.
   */
  readonly where: 'same' | 'same-request' | 'same-path' | 'dependent' | 'anywhere'
}

/** Deeper explains higher. A rule's texts are codes, or layers when they end in a dot. */
export const RULES: readonly Rule[] = [
  {
    cause: ['config.'],
    effect: ['dns.', 'tcp.', 'tls.', 'http.', 'edge.', 'service.', 'token.'],
    where: 'anywhere',
  },
  { cause: GONE, effect: [''], where: 'same' },
  {
    cause: [...GONE, 'service.unstable', 'service.unhealthy', 'dependency.down'],
    effect: MISSES_ANOTHER,
    where: 'dependent',
  },
  {
    cause: ['service.unstable', 'service.unhealthy', 'dependency.down'],
    effect: SUFFERS,
    where: 'same',
  },
  {
    cause: ['clock.skew'],
    effect: [
      'token.lifetime',
      'token.signature',
      'token.refresh',
      'trust.token-rejected',
      'ws.refused',
      'route.forbidden',
      'auth.accepts-expired',
    ],
    where: 'anywhere',
  },
  {
    cause: [
      'token.malformed',
      'token.lifetime',
      'token.claims',
      'token.signature',
      'token.refused',
      'token.not-configured',
      'token.stale',
    ],
    effect: [
      'trust.token-rejected',
      'ws.refused',
      'ws.wrong-identity',
      'route.forbidden',
      'token.refresh',
    ],
    where: 'anywhere',
  },
  {
    cause: ['token.malformed', 'token.lifetime'],
    effect: ['token.signature', 'token.claims'],
    where: 'same',
  },
  {
    cause: ['trust.secret-mismatch', 'trust.auth-unreachable'],
    effect: ['trust.token-rejected'],
    where: 'anywhere',
  },
  { cause: ['trust.token-rejected'], effect: ['trust.token-rejected'], where: 'dependent' },
  // A verdict that the token of the login does not get either shows nothing about the refresh.
  { cause: ['trust.token-rejected'], effect: ['token.refresh'], where: 'same-request' },
  {
    cause: ['token.refresh', 'token.refused', 'token.malformed', 'token.not-configured'],
    effect: ['route.shape', 'route.error'],
    where: 'same-request',
  },
  // A route that an instance lacks refuses nothing there.
  { cause: ['route.missing'], effect: ['route.shape'], where: 'same-request' },
  // A route that crashes refuses nothing as promised either.
  { cause: ['route.error'], effect: ['route.shape'], where: 'same-request' },
  // What stands at a path, or does not, answers plain requests and handshakes there: Socket.IO, SignalR and GraphQL have both.
  {
    cause: ['route.missing'],
    effect: ['ws.missing', 'ws.closed', 'ws.timeout', 'ws.no-upgrade'],
    where: 'same-path',
  },
  { cause: ['route.shape'], effect: ['ws.no-upgrade'], where: 'same-path' },
  { cause: ['route.forbidden'], effect: ['ws.refused'], where: 'same-path' },
  { cause: ['route.error'], effect: ['ws.unavailable'], where: 'same-path' },
  {
    cause: ['trust.header-dropped', 'token.stale'],
    effect: ['trust.', 'route.forbidden', 'ws.refused', 'token.'],
    where: 'dependent',
  },
  {
    cause: ['service.throttled'],
    effect: ['trust.', 'token.', 'route.', 'ws.', 'data.lost', 'dependency.', ...AGENT_FALLS_SHORT],
    where: 'dependent',
  },
  {
    cause: ['trust.'],
    effect: ['ws.refused', 'ws.unavailable', 'route.forbidden', ...AGENT_FALLS_SHORT],
    where: 'dependent',
  },
  {
    cause: ['auth.open'],
    effect: [
      'auth.open',
      'auth.accepts-forged',
      'auth.accepts-expired',
      'auth.ignores-claim',
      'ws.open',
      'ws.accepts-forged',
      'isolation.leak',
    ],
    where: 'dependent',
  },
  {
    cause: ['auth.accepts-forged'],
    effect: [
      'auth.accepts-forged',
      'auth.accepts-expired',
      'auth.ignores-claim',
      'ws.accepts-forged',
    ],
    where: 'dependent',
  },
  {
    cause: ['auth.ignores-claim'],
    effect: ['auth.ignores-claim', 'ws.accepts-forged'],
    where: 'dependent',
  },
  // A header that is added to every answer is twice in those of the app, and alone in the others.
  { cause: ['cors.blocked'], effect: ['cors.too-open'], where: 'same' },
  { cause: ['service.redirected', 'edge.limit'], effect: MISSES_ANOTHER, where: 'dependent' },
  { cause: ['edge.cached'], effect: ['token.'], where: 'same-request' },
  { cause: ['edge.limit'], effect: ['edge.', 'ws.', 'route.'], where: 'same' },
  {
    cause: ['auth.accepts-expired'],
    effect: ['auth.accepts-expired', 'ws.accepts-forged'],
    where: 'dependent',
  },
  {
    // A socket that is closed, and an agent that fails, are faults of their own: users meet them with their own token.
    cause: ['ws.open'],
    effect: ['ws.accepts-forged', 'ws.wrong-identity', 'ws.bypass', 'isolation.leak'],
    where: 'same',
  },
  { cause: ['ws.accepts-forged'], effect: ['ws.wrong-identity', 'ws.bypass'], where: 'same' },
  { cause: ['ws.wrong-identity'], effect: ['agent.', 'isolation.leak'], where: 'same' },
  {
    cause: ['ws.silent', 'ws.closed', 'ws.malformed'],
    // What arrived, and was wrong, the connection did carry.
    effect: ['agent.event-missing', 'agent.failed', 'agent.no-answer', 'ws.silent'],
    where: 'same',
  },
  {
    cause: ['agent.failed', 'agent.no-answer'],
    effect: ['agent.event-missing', 'agent.event-shape', 'agent.mocked'],
    where: 'same',
  },
  { cause: ['data.lost'], effect: ['agent.failed', 'agent.no-answer'], where: 'same' },
  { cause: ['frontend.localhost'], effect: ['frontend.wrong-target'], where: 'same' },
  { cause: ['frontend.blank'], effect: ['frontend.asset-missing'], where: 'same' },
]
