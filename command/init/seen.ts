import type { Kind } from '../../env/kind.ts'
import { isLoopback } from '../../helpers/url/is-loopback.ts'
import type { CorsDraft, SocketDraft } from './draft.ts'
import type { AboutService, SeenService } from './look/service.ts'
import type { SeenLogin } from './try/login.ts'
import type { SeenRoute } from './try/protected.ts'
import type { SeenWrite } from './try/write.ts'

/** All that was seen of a platform. */
export interface SeenPlatform {
  readonly platform: string
  readonly kind: Kind
  readonly services: readonly SeenService[]
  readonly login?: SeenLogin
  readonly routes: readonly SeenRoute[]
  readonly sockets: readonly SocketDraft[]
  readonly write?: SeenWrite
  readonly cors?: CorsDraft
}

/** What a service is called: by its host, where that says something, else by what it does. */
export function nameOf({ url, issuer, page, identity }: AboutService): string {
  const { hostname } = new URL(url)
  const [label = '', ...rest] = hostname.split('.')
  if (!isLoopback(hostname) && rest.length > 1 && /^(?!www$)[a-z][a-z0-9-]*$/.test(label))
    return label
  if (issuer !== undefined) return 'issuer'
  const words = [identity?.is, page?.title].map(asName)
  const own = words.find((name) => name !== undefined)
  if (own !== undefined) return own
  return page === undefined ? 'api' : 'web'
}

/** Words as a name of a contract, where they are short: `Node-RED` is `node-red`. */
function asName(words = ''): string | undefined {
  const name = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return /^[a-z][a-z0-9-]{1,23}$/.test(name) ? name : undefined
}

/** The name, with a number behind it where it is taken. */
export function unused(name: string, names: ReadonlySet<string>): string {
  let count = 1
  while (names.has(count === 1 ? name : `${name}${count}`)) count += 1
  return count === 1 ? name : `${name}${count}`
}

/** What the platform is called: its domain, or what its page or its API is called. */
export function platformOf(services: readonly SeenService[]): string {
  const [first] = services
  const { hostname } = new URL(first?.url ?? 'http://localhost')
  const domain = hostname.split('.').at(-2)
  if (!isLoopback(hostname) && domain !== undefined && /^[a-z]/i.test(domain)) return domain
  const titles = services.flatMap(({ page, api }) => [page?.title ?? '', api?.title ?? ''])
  return titles.find((title) => title !== '') ?? first?.name ?? 'platform'
}
