import type { TokenWay } from '../../../contracts/type/tokens.ts'
import { ourselves, tokenRequest, type Wanted } from './token-request.ts'

/** The one way to a token here, in every kind of environment. */
export function clientCredentials(wanted: Wanted): TokenWay {
  return {
    id: 'client-credentials',
    title: 'client credentials',
    kinds: ['local', 'development', 'staging', 'production'],
    needs: ['CLIENT_ID', 'CLIENT_SECRET'],
    source: {
      from: 'request',
      request: tokenRequest(wanted, ourselves),
      // Where in the answer the token stands.
      token: 'access_token',
      expiresIn: 'expires_in',
    },
    // No answer means "not offered here, try another way": there is no other way.
    unavailable: [],
    // Always the same client: it cannot stand in for a second user.
    users: 'one',
  }
}
