import { randomBytes } from 'node:crypto'
import type { ClientMetadata } from 'oidc-provider'
import { ALGORITHMS, type Algorithm } from './signing-keys.ts'

/**
 * The two APIs, as tokens name them (RFC 8707 resource indicators). The issuer issues a JWT for the notes API, and an
 * opaque token for the archive API.
 */
export const AUDIENCE = {
  notes: 'urn:example:api:notes',
  archive: 'urn:example:api:archive',
} as const

/** What a client may do at each API. */
export const SCOPE = {
  notes: 'notes:read notes:write',
  archive: 'archive:read',
} as const

/** A client that may ask the issuer for tokens, or about tokens. */
export interface Client {
  readonly id: string
  readonly secret: string
}

/** The clients of one deployment; their secrets are new each time. */
export interface Clients {
  /** The smoke test's own, one for each algorithm its tokens can be signed with. */
  readonly smoke: Readonly<Record<Algorithm, Client>>
  /** That of the archive API, with which it asks about the tokens of its callers. */
  readonly archive: Client
}

/** The metadata by which a client's registration says how its tokens are signed. */
export const ALGORITHM_METADATA = 'access_token_signed_response_alg'

export function makeClients(): Clients {
  return {
    smoke: { RS256: makeClient('smoke-rs256'), ES256: makeClient('smoke-es256') },
    archive: makeClient('archive-api'),
  }
}

/** How the clients are registered at the issuer. */
export function registrationsOf({ smoke, archive }: Clients): ClientMetadata[] {
  return [
    ...ALGORITHMS.map((algorithm) => ({
      ...registrationOf(smoke[algorithm]),
      grant_types: ['client_credentials'],
      scope: `${SCOPE.notes} ${SCOPE.archive}`,
      [ALGORITHM_METADATA]: algorithm,
    })),
    { ...registrationOf(archive), grant_types: [] },
  ]
}

function makeClient(id: string): Client {
  return { id, secret: randomBytes(24).toString('hex') }
}

function registrationOf({ id, secret }: Client): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
  }
}
