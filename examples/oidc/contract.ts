import type { Contract } from '../../contracts/contract.ts'
import { clientCredentials } from './promises/client-credentials.ts'
import { issuerService } from './promises/issuer-service.ts'
import { ISSUER_VARIABLES } from './promises/issuer-variables.ts'
import { notesJourney } from './promises/notes-journey.ts'
import { notesService } from './promises/notes-service.ts'
import type { Wanted } from './promises/token-request.ts'
import { wrongCredentials } from './promises/wrong-credentials.ts'

/** The API as the issuer's tokens name it in `aud`, and what the smoke test may do there. */
const NOTES: Wanted = { resource: 'urn:example:api:notes', scope: 'notes:read notes:write' }

const TEN_MINUTES = 600

/**
 * An OpenID Connect issuer, and an API that takes its JWTs: the example for a platform of your own.
 * A contract holds what your platform promises, as data. Where yours promises nothing, leave the
 * list empty: nothing is asked about it, and the report says so.
 */
export const contract: Contract = {
  platform: 'OpenID Connect example',

  // 1. What an env file must say. Each name can stand as {NAME} in any request below.
  variables: [
    ...ISSUER_VARIABLES,
    {
      name: 'API_URL',
      meaning: 'The notes API.',
      example: 'https://notes.example.com',
      kind: 'url',
      presence: 'required',
    },
  ],

  // 2. What is deployed: health, identity, revision, and the routes that only a token opens.
  services: [issuerService, notesService],

  // 3. How a token is obtained, what stands in it, and how wrong ones are turned away.
  tokens: {
    issuer: 'issuer',
    ways: [clientCredentials(NOTES)],
    // Authorization: Bearer …
    sent: { by: 'bearer' },
    jwt: {
      // Which of them is used is a matter of the client's registration.
      algorithms: ['RS256', 'ES256'],
      // Signatures are checked with the keys that the issuer publishes.
      key: { kind: 'jwks', request: { service: 'issuer', method: 'GET', path: '/jwks' } },
      // The claims of RFC 9068 §2.2.
      present: ['iss', 'sub', 'aud', 'client_id', 'iat', 'exp', 'jti', 'scope'],
      values: [
        { claim: 'aud', is: [NOTES.resource] },
        { claim: 'scope', is: [NOTES.scope] },
      ],
      // A machine's token names the client where a person's names the person.
      subject: 'sub',
      lifetimeSeconds: {
        local: TEN_MINUTES,
        development: TEN_MINUTES,
        staging: TEN_MINUTES,
        production: TEN_MINUTES,
      },
      skewSeconds: 5,
      // What a forged token says; the API must refuse it for its signature, not for what it says.
      claims: {
        iss: '{ISSUER_URL}',
        aud: NOTES.resource,
        sub: '{CLIENT_ID}',
        client_id: '{CLIENT_ID}',
        scope: NOTES.scope,
      },
      typeClaims: [],
      enforced: ['issuer', 'audience'],
    },
    wrongCredentials: wrongCredentials(NOTES),
  },

  // 4. What a caller does from one end to the other.
  journeys: [notesJourney],

  // 5. What this platform does not have: WebSockets, pages, browsers that call it.
  sockets: [],
  pages: [],
}
