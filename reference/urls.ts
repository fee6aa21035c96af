export type ServiceName = 'auth' | 'backend' | 'frontend'

/** All services, in the order in which they start. */
export const SERVICE_NAMES: readonly ServiceName[] = ['auth', 'backend', 'frontend']

/** Where the services are, without a trailing slash. `websocket` is the base, without `/ws`. */
export interface Urls {
  readonly auth: string
  readonly backend: string
  readonly frontend: string
  readonly websocket: string
}

/** The addresses of the services, inside the deployment and for users. A proxy makes the two differ. */
export interface Site {
  readonly inside: Urls
  readonly outside: Urls
}

/** How the port of each service is opened, as far as its URL shows it. */
type Schemes = Readonly<Record<ServiceName, { readonly listening: { readonly kind: string } }>>

/** The addresses of services on loopback ports. */
export function makeUrls(plan: Schemes, ports: Readonly<Record<ServiceName, number>>): Urls {
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

/** The addresses for users. A WebSocket address that is not named follows the backend's. */
export function outsideUrls(inside: Urls, named: Partial<Urls>): Urls {
  const backend = named.backend ?? inside.backend
  return { ...inside, websocket: backend.replace(/^http/, 'ws'), ...named }
}
