/** Codes that mean that a service cannot be reached at all: they explain every other finding about it. */
export const GONE: readonly string[] = [
  'dns.',
  'tcp.',
  'tls.hostname-mismatch',
  'tls.expired',
  'tls.untrusted',
  'tls.handshake-failed',
  'tls.client-certificate',
  'http.',
  'edge.no-backend',
  'edge.refused',
  'edge.missing',
  'service.starting',
  'service.unavailable',
  'service.error',
  'service.wrong-identity',
  'service.draining',
  'service.throttled',
]

/** Findings about an agent's answer that lacks a dependency; what the answer does say keeps order and shape. */
export const AGENT_FALLS_SHORT: readonly string[] = [
  'agent.event-missing',
  'agent.failed',
  'agent.no-answer',
  'agent.mocked',
]

/** What a service that comes and goes, or lacks a dependency, can bring about by itself. */
export const SUFFERS: readonly string[] = [
  'tcp.',
  'http.',
  'edge.no-backend',
  'service.',
  'route.error',
  'ws.unavailable',
  'ws.closed',
  'ws.timeout',
  'ws.silent',
  'stream.unfinished',
  'stream.cut',
  ...AGENT_FALLS_SHORT,
  'data.lost',
  'trust.auth-unreachable',
  'check.flaky',
]

/** What a service shows when one that it depends on is gone. */
export const MISSES_ANOTHER: readonly string[] = [
  'http.timeout',
  'dependency.down',
  'service.unhealthy',
  'service.degraded',
  'service.unavailable',
  'service.error',
  'service.slow',
  'service.unstable',
  'route.error',
  'trust.',
  'ws.refused',
  'ws.unavailable',
  ...AGENT_FALLS_SHORT,
]

/** Codes that mean that something else answers in place of the app. */
export const IN_PLACE: readonly string[] = [
  'edge.missing',
  'edge.refused',
  'service.wrong-identity',
]

/** What such an app lacks, or has in another form. */
export const LACKS: readonly string[] = [
  'frontend.',
  'edge.',
  'service.',
  'route.missing',
  'route.shape',
  'cors.blocked',
  'ws.missing',
  'ws.no-upgrade',
]
