import type { Plan } from './plan.ts'
import type { ServiceName } from './service-name.ts'
import type { Urls } from './urls.ts'

/** The addresses of services on loopback ports. */
export function makeUrls(plan: Plan, ports: Readonly<Record<ServiceName, number>>): Urls {
  const url = (name: ServiceName): string => {
    const scheme = plan[name].listening.kind === 'tls' ? 'https' : 'http'
    return `${scheme}://127.0.0.1:${ports[name]}`
  }
  const backend = url('backend')
  return {
    auth: url('auth'),
    backend,
    frontend: url('frontend'),
    websocket: backend.replace(/^http/, 'ws'),
  }
}
