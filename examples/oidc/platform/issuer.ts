import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type {
  Adapter,
  AdapterFactory,
  AdapterPayload,
  Configuration,
  ResourceServer,
} from 'oidc-provider'
import { InvalidTarget } from 'oidc-provider/lib/helpers/errors.js'
import { Provider } from 'oidc-provider/lib/provider.js'
import { ALGORITHM_METADATA, AUDIENCE, type Clients, registrationsOf, SCOPE } from './clients.ts'
import { ALGORITHMS, type SigningKeys } from './signing-keys.ts'

const TOKEN_LIFETIME_SECONDS = 600

/** What the issuer was deployed with. */
export interface IssuerOptions {
  readonly url: string
  readonly keys: SigningKeys
  readonly clients: Clients
  readonly revision: string
}

/** An OpenID Connect issuer: tokens for machines, its keys, and its answers about opaque tokens. */
export function issuer(options: IssuerOptions): RequestListener {
  const answer = new Provider(options.url, configuration(options)).callback()
  return (request, response) =>
    request.url === '/health' ? sayHealth(options, request, response) : answer(request, response)
}

/** Sets all options for which `oidc-provider` would use a development default and print a warning. */
function configuration({ keys, clients }: IssuerOptions): Configuration {
  return {
    adapter: tokenStore(),
    jwks: keys.all,
    clients: registrationsOf(clients),
    scopes: `${SCOPE.notes} ${SCOPE.archive}`.split(' '),
    extraClientMetadata: { properties: [ALGORITHM_METADATA] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    clientBasedCORS: () => false,
    ttl: { ClientCredentials: TOKEN_LIFETIME_SECONDS },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (_context, client) => client.clientId === clients.archive.id,
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource, client) =>
          resourceServer(resource, client.metadata()),
      },
    },
  }
}

/** The kind of token that an API accepts, and for a JWT the algorithm of the client's registration. */
function resourceServer(resource: string, client: object): ResourceServer {
  if (resource === AUDIENCE.archive) {
    return { scope: SCOPE.archive, audience: resource, accessTokenFormat: 'opaque' }
  }
  if (resource !== AUDIENCE.notes) throw new InvalidTarget()
  const wanted: unknown = Reflect.get(client, ALGORITHM_METADATA)
  const alg = ALGORITHMS.find((algorithm) => algorithm === wanted) ?? 'RS256'
  return {
    scope: SCOPE.notes,
    audience: resource,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg } },
  }
}

/** Health in the format of the IETF draft `health-check-response`: `pass`, `warn` or `fail`. */
function sayHealth(
  { revision }: IssuerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const health = {
    status: 'pass',
    serviceId: 'example-issuer',
    releaseId: revision,
    checks: { 'signing-keys': [{ status: 'pass' }], 'token-store': [{ status: 'pass' }] },
  }
  response.writeHead(200, { 'content-type': 'application/health+json' })
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(health))
}

interface Stored {
  readonly payload: AdapterPayload
  readonly expiresAt: number
}

/** The store of one issuer in the form that `oidc-provider` needs: in memory, until entries expire. */
function tokenStore(): AdapterFactory {
  const stored = new Map<string, Stored>()
  return (model) => adapter(stored, (id) => `${model}:${id}`)
}

function adapter(stored: Map<string, Stored>, keyOf: (id: string) => string): Adapter {
  return {
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      stored.set(keyOf(id), { payload, expiresAt: Date.now() + expiresIn * 1000 })
    },
    async find(id) {
      const found = stored.get(keyOf(id))
      return found !== undefined && found.expiresAt > Date.now() ? found.payload : undefined
    },
    async destroy(id) {
      stored.delete(keyOf(id))
    },
    // Client credentials have no sessions, no grants of users, and no device codes.
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume() {},
    async revokeByGrantId() {},
  }
}
