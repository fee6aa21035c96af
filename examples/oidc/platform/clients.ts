import { randomBytes } from 'node:crypto'
import type { ClientMetadata } from 'oidc-provider'
import { SCOPE } from './audience.ts'
import { ALGORITHMS, type Algorithm } from './signing-keys.ts'

/** Who may ask the issuer for tokens, or about them. */
export interface Client {
  readonly id: string
  readonly secret: string
}

/** The clients of one deployment; their secrets are new each time. */
export interface Clients {
  /** The smoke test's own, one for each algorithm its tokens can be signed with. */
  readonly smoke: Readonly<Record<Algorithm, Client>>
  /** The archive API's, with which it asks about the tokens it is shown. */
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
