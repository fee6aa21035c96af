import { defineContract } from '../../contracts/contract.ts'
import { clientCredentials, type Wanted, wrongCredentials } from './promises/credentials.ts'
import { issuerService } from './promises/issuer-service.ts'
import { ISSUER_VARIABLES } from './promises/issuer-variables.ts'
import { notesJourney } from './promises/notes-journey.ts'
import { notesService } from './promises/notes-service.ts'

/** The API as tokens name it in `aud`, and the scopes of the smoke test. */
const NOTES: Wanted = { resource: 'urn:example:api:notes', scope: 'notes:read notes:write' }

const TEN_MINUTES = 600

/**
 * An OpenID Connect issuer, and an API that accepts its JWTs: the example for your own platform. A contract holds the
 * promises of your platform as data. What your platform does not promise is left out, such as WebSockets and pages here:
 * the suite asks nothing about it, and the report says so.
 */
export const contract = defineContract({
  platform: 'OpenID Connect example',

  // 1. The variables of an env file. Each can be used as {NAME} in any request below.
  variables: [
    ...ISSUER_VARIABLES,
    {
      name: 'API_URL',
      meaning: 'The notes API.',
      example: 'https://notes.example.com',
      kind: 'url',
    },
  ],

  // 2. What is deployed: health, identity, revision, and the routes that only a token opens.
  services: [issuerService, notesService],

  // 3. How a token is obtained, what it contains, and how wrong tokens are refused.
  tokens: {
    issuer: 'issuer',
    ways: [clientCredentials(NOTES)],
    jwt: {
      // The client's registration decides which one is used.
      algorithms: ['RS256', 'ES256'],
      // Signatures are checked with the keys that the issuer publishes.
      key: { kind: 'jwks', request: { service: 'issuer', path: '/jwks' } },
      // The claims of RFC 9068 §2.2.
      present: ['iss', 'sub', 'aud', 'client_id', 'iat', 'exp', 'jti', 'scope'],
      values: [
        { claim: 'aud', is: NOTES.resource },
        { claim: 'scope', is: NOTES.scope },
      ],
      lifetimeSeconds: TEN_MINUTES,
      skewSeconds: 5,
      // The claims of a forged token; the API must refuse it for its signature, not for its claims.
      claims: {
        iss: '{ISSUER_URL}',
        aud: NOTES.resource,
        sub: '{CLIENT_ID}',
        client_id: '{CLIENT_ID}',
        scope: NOTES.scope,
      },
      enforced: ['issuer', 'audience'],
    },
    wrongCredentials: wrongCredentials(NOTES),
  },

  // 4. What a caller does from start to end.
  journeys: [notesJourney],
})
