import { findFault } from './faults.ts'
import { healthyPlan, makeSecrets, type Secrets } from './healthy-plan.ts'
import { openDeployment } from './open-deployment.ts'
import type { Clock, Environment, Generation } from './service.ts'
import type { ServiceName, Urls } from './urls.ts'

export interface ReferenceOptions {
  /** Names from `faults.ts`; they are applied in this order. */
  readonly faults?: readonly string[]
  /** The generation of the backend's health routes; default H. */
  readonly rest?: Generation
  /** The generation of the WebSocket; default S9. */
  readonly socket?: Generation
  /** The servers' own ENVIRONMENT; default development. */
  readonly environment?: Environment
  /** Default 0 each: any free port. */
  readonly ports?: Partial<Record<ServiceName, number>>
  /** The addresses for users, if a proxy is in front of the deployment. */
  readonly publicUrls?: Partial<Urls>
  /** Added before every answer to the outside; default 0. */
  readonly delayMs?: number
  /** The services' clock; default the real one. */
  readonly now?: Clock
}

export interface Reference {
  /** The variables with which a suite reaches this deployment. */
  readonly env: Readonly<Record<string, string>>
  readonly urls: Urls
  /** The contract that promises what a fault breaks, as a path from the root of the project, if it is not the usual one. */
  readonly contract?: string
  /** The inside of the deployment, for tests. */
  readonly seen: {
    /** Requests and handshakes from outside, so far. */
    readonly requests: number
    /** WebSockets open now. */
    readonly sockets: number
    /** Threads that were created and not deleted since. */
    threads(): readonly { id: string; title: string; user: string }[]
  }
  /** Stops one service; its port stays its own. */
  stop(service: ServiceName): Promise<void>
  /** Starts a stopped service again on the same port. */
  start(service: ServiceName): Promise<void>
  /** Ends everything at once; open connections are destroyed. */
  close(): Promise<void>
}

/** Starts auth, backend and frontend on loopback ports, with the faults asked for. */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const faults = (options.faults ?? []).map(findFault)
  const secrets = makeSecrets()
  const plan = healthyPlan(
    {
      rest: options.rest ?? 'H',
      socket: options.socket ?? 'S9',
      environment: options.environment ?? 'development',
      delayMs: options.delayMs ?? 0,
      now: options.now ?? Date.now,
    },
    secrets,
  )
  for (const fault of faults) fault.apply?.(plan)
  const publicUrls = options.publicUrls ?? {}
  const deployment = await openDeployment(plan, { ports: options.ports ?? {}, publicUrls })
  const suiteEnv = {
    ...envOf(deployment.urls, secrets),
    ...(publicUrls.websocket === undefined ? {} : { WEBSOCKET_URL: publicUrls.websocket }),
    ...(deployment.authorityFile === undefined
      ? {}
      : { NODE_EXTRA_CA_CERTS: deployment.authorityFile }),
  }
  const contract = faults.find((fault) => fault.contract !== undefined)?.contract
  return {
    ...(contract !== undefined && { contract }),
    env: faults.reduce<Record<string, string>>((env, fault) => fault.env?.(env) ?? env, suiteEnv),
    urls: deployment.urls,
    seen: {
      get requests() {
        return deployment.requests()
      },
      get sockets() {
        return deployment.sockets()
      },
      threads: () =>
        deployment
          .threads()
          .filter((thread) => thread.metadata.status !== 'archived')
          .map(({ id, title, user }) => ({ id, title: title ?? '', user })),
    },
    stop: deployment.stop,
    start: deployment.start,
    close: deployment.close,
  }
}

function envOf(urls: Urls, secrets: Secrets): Record<string, string> {
  return {
    AUTH_SERVICE_URL: urls.auth,
    BACKEND_URL: urls.backend,
    FRONTEND_URL: urls.frontend,
    JWT_SECRET_KEY: secrets.jwt,
    E2E_OAUTH_SIMULATION_KEY: secrets.simulationKey,
    SERVICE_ID: secrets.serviceId,
    SERVICE_SECRET: secrets.serviceSecret,
    SMOKE_USER_EMAIL: secrets.email,
    SMOKE_USER_PASSWORD: secrets.password,
  }
}
