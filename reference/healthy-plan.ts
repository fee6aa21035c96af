import { randomBytes } from 'node:crypto'
import { type AuthPlan, TOKEN_RULES } from './auth/auth-plan.ts'
import { composeAnswer } from './backend/agent/answer-question.ts'
import type { BackendPlan } from './backend/backend-plan.ts'
import { VALIDATE_WITHIN_MS } from './backend/identify.ts'
import { negotiate } from './backend/socket/handshake.ts'
import { socketPaths } from './backend/socket/socket-plan.ts'
import type { FrontendPlan } from './frontend/frontend-plan.ts'
import type { Clock, Environment, Generation, ServicePlan } from './service.ts'

/**
 * The deployment about to be built. A healthy one comes from `healthyPlan`; a fault changes it
 * before anything is started.
 */
export interface Plan {
  readonly auth: AuthPlan
  readonly backend: BackendPlan
  readonly frontend: FrontendPlan
}

/** What the caller chooses about a healthy deployment. */
interface HealthyOptions {
  readonly rest: Generation
  readonly socket: Generation
  readonly environment: Environment
  /** Milliseconds before every answer to the outside. */
  readonly delayMs: number
  readonly now: Clock
}

const AGENT_PAUSE_MS = 2
/** More than a second for the five events of a streamed answer: sooner, nothing shows whether they are held back. */
const STREAM_PAUSE_MS = 300
/** Of one user, and how long a silent connection waits for a heartbeat (docs/netra.md#frames). */
const MAX_CONNECTIONS = 3
const HEARTBEAT_MS = 10_000

/** A deployment without a fault. */
export function healthyPlan(options: HealthyOptions, secrets: Secrets): Plan {
  const service = (): ServicePlan => ({
    environment: options.environment,
    version: '1.0.0',
    now: options.now,
    listening: { kind: 'http' },
    delayMs: (from) => (from === 'outside' ? options.delayMs : 0),
    cors: {
      allows: (origin, urls) => origin === urls.frontend,
      credentials: true,
      names: 'origin',
    },
    edge: [],
    app: [],
  })
  return {
    auth: {
      ...service(),
      jwtSecret: secrets.jwt,
      earlierSecrets: [],
      issuer: 'netra-auth-service',
      claims: (claims) => claims,
      lifetimes: {},
      rules: new Set(TOKEN_RULES),
      refreshTokens: 'one-shot',
      simulationKey: secrets.simulationKey,
      serviceId: secrets.serviceId,
      serviceSecret: secrets.serviceSecret,
      serviceHeaders: 'optional',
      database: 'connected',
      googleLogin: 'configured',
      account: { email: secrets.email, password: secrets.password },
    },
    backend: {
      ...service(),
      rest: options.rest,
      authUrl: (urls) => urls.auth,
      serviceId: secrets.serviceId,
      serviceSecret: secrets.serviceSecret,
      validateWithinMs: VALIDATE_WITHIN_MS,
      protection: 'validated',
      startup: { kind: 'complete' },
      privacy: new Set(['read', 'list']),
      dependencies: { core_db: 'connected', clickhouse_db: 'connected', redis_db: 'connected' },
      socket: {
        generation: options.socket,
        paths: socketPaths,
        readiness: 'ready',
        admission: 'validated',
        bypass: 'off',
        negotiate,
        maxConnectionsPerUser: MAX_CONNECTIONS,
        heartbeatMs: HEARTBEAT_MS,
        opened: () => 'greet',
        received: () => 'answer',
        outgoing: (frame) => frame,
      },
      agent: {
        pauseMs: AGENT_PAUSE_MS,
        streamPauseMs: STREAM_PAUSE_MS,
        answer: composeAnswer,
        steps: (steps) => steps,
        audience: 'asker',
      },
    },
    frontend: { ...service(), baked: (urls) => urls, asks: (urls) => urls },
  }
}

/** The secrets that the services of one deployment share with each other and with the suite. */
export interface Secrets {
  readonly jwt: string
  readonly simulationKey: string
  readonly serviceId: string
  readonly serviceSecret: string
  readonly email: string
  readonly password: string
}

/** New secrets for every start, so that none is worth stealing. */
export function makeSecrets(): Secrets {
  return {
    jwt: hex(),
    simulationKey: hex(),
    serviceId: 'netra-backend',
    serviceSecret: hex(),
    email: `smoke-${randomBytes(4).toString('hex')}@example.com`,
    password: hex(),
  }
}

/** 64 hexadecimal digits: long enough for every rule, and unlike any placeholder. */
function hex(): string {
  return randomBytes(32).toString('hex')
}
