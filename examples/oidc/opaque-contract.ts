import { defineContract } from '../../contracts/contract.ts'
import type { RequestInput } from '../../contracts/schema/common.ts'
import { archiveService } from './promises/archive-service.ts'
import { clientCredentials, type Wanted, wrongCredentials } from './promises/credentials.ts'
import { issuerService } from './promises/issuer-service.ts'
import { ISSUER_VARIABLES } from './promises/issuer-variables.ts'

const ARCHIVE: Wanted = { resource: 'urn:example:api:archive', scope: 'archive:read' }

/**
 * The same issuer, and the API that accepts its opaque tokens. A contract describes one kind of token;
 * a platform with two has two contracts that share their pieces.
 */
export const contract = defineContract({
  platform: 'OpenID Connect example, opaque tokens',
  variables: [
    ...ISSUER_VARIABLES,
    {
      name: 'OPAQUE_API_URL',
      meaning: 'The archive API, which takes opaque tokens.',
      example: 'https://archive.example.com',
      kind: 'url',
    },
    {
      name: 'INTROSPECTION_CLIENT_ID',
      meaning: 'Whom the archive API is to the issuer when it asks about a token.',
      example: 'archive-api',
    },
    {
      name: 'INTROSPECTION_CLIENT_SECRET',
      meaning: "The archive API's secret at the issuer.",
      example: 'p8Qz5cW1nH6jYt3vKf0a',
      kind: 'secret',
    },
  ],
  services: [issuerService, archiveService],
  tokens: {
    issuer: 'issuer',
    ways: [clientCredentials(ARCHIVE)],
    // No `jwt`: the token has no readable content. The issuer says whether it is good (RFC 7662).
    verify: {
      request: introspection('{token}'),
      valid: { at: 'active', is: true },
      subject: 'client_id',
    },
    wrongCredentials: wrongCredentials(ARCHIVE),
    // The archive's own secret is right if the issuer answers it, also about a token that does not exist.
    serviceCredentials: {
      request: introspection('a-token-that-nobody-was-given'),
      needs: ['INTROSPECTION_CLIENT_ID', 'INTROSPECTION_CLIENT_SECRET'],
      accepted: { at: 'active', is: false },
      secretVariable: 'INTROSPECTION_CLIENT_SECRET',
      consumer: 'archive',
    },
    // The archive asks the issuer about every token, and answers 503 if it cannot.
    delegated: [{ consumer: 'archive', unreachable: 503 }],
  },
  journeys: [
    {
      name: 'archive',
      steps: [
        {
          id: 'entries',
          title: 'shows its entries to a reader',
          request: { service: 'archive', path: '/entries' },
          has: ['reader', 'entries.0.id'],
        },
      ],
    },
  ],
})

function introspection(token: string): RequestInput {
  return {
    service: 'issuer',
    method: 'POST',
    path: '/token/introspection',
    basic: { user: '{INTROSPECTION_CLIENT_ID}', password: '{INTROSPECTION_CLIENT_SECRET}' },
    form: { token },
  }
}
