import { authService } from './auth/auth-service.ts'
import { backendService } from './backend/backend-service.ts'
import { createBackendState } from './backend/backend-state.ts'
import { SocketServer } from './backend/socket/socket-server.ts'
import type { Thread } from './backend/threads.ts'
import { frontendService } from './frontend/frontend-service.ts'
import type { Plan } from './healthy-plan.ts'
import { issueCertificates } from './listening/certificates.ts'
import { type OpenPort, openPort } from './listening/open-port.ts'
import { serve } from './serve.ts'
import type { Service } from './service.ts'
import { Timers } from './timers.ts'
import {
  makeUrls,
  outsideUrls,
  SERVICE_NAMES,
  type ServiceName,
  type Site,
  type Urls,
} from './urls.ts'

/** The three services, running. */
export interface Deployment {
  readonly urls: Urls
  /** The file with the authority to trust, when certificates were made. */
  readonly authorityFile: string | undefined
  readonly requests: () => number
  readonly sockets: () => number
  readonly threads: () => readonly Thread[]
  stop(name: ServiceName): Promise<void>
  start(name: ServiceName): Promise<void>
  close(): Promise<void>
}

interface DeploymentOptions {
  readonly ports: Partial<Record<ServiceName, number>>
  readonly publicUrls: Partial<Urls>
}

/** Builds what a plan describes: ports first, because the services get one another's addresses. */
export async function openDeployment(plan: Plan, options: DeploymentOptions): Promise<Deployment> {
  const timers = new Timers()
  const certificates = await issueCertificates(plan)
  const services = new Map<ServiceName, Service>()
  const openPorts = new Map<ServiceName, OpenPort>()
  const ports: Record<ServiceName, number> = { auth: 0, backend: 0, frontend: 0, ...options.ports }
  let requests = 0

  const stop = async (name: ServiceName): Promise<void> => {
    await openPorts.get(name)?.close()
    openPorts.delete(name)
  }
  const start = async (name: ServiceName): Promise<void> => {
    if (openPorts.has(name)) return
    const opened = await openPort({
      listening: plan[name].listening,
      port: ports[name],
      certificate: certificates.of(name),
      attach: (server) =>
        serve(server, {
          plan: plan[name],
          timers,
          service: () => services.get(name) ?? { layers: [], routes: () => Promise.reject() },
          count: () => {
            requests += 1
          },
        }),
    })
    openPorts.set(name, opened)
    ports[name] = opened.port
  }
  const close = async (): Promise<void> => {
    timers.close()
    await Promise.all([...SERVICE_NAMES.map(stop), certificates.remove()])
  }
  try {
    await Promise.all(SERVICE_NAMES.map(start))
  } catch (error) {
    await close()
    throw error
  }
  const inside = makeUrls(plan, ports)
  const site: Site = { inside, outside: outsideUrls(inside, options.publicUrls) }
  const state = createBackendState(plan.backend, site, timers)
  const sockets = new SocketServer(state)
  services.set('auth', authService(plan.auth, site.outside))
  services.set('backend', backendService(state, sockets))
  services.set('frontend', frontendService(plan.frontend, site))
  return {
    urls: site.outside,
    authorityFile: certificates.authorityFile,
    requests: () => requests,
    sockets: () => sockets.size,
    threads: () => state.threads.all(),
    stop,
    start,
    close,
  }
}
