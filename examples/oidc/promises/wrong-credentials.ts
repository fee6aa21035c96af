import type { WrongCredentials } from '../../../contracts/type/tokens.ts'
import { ourselves, tokenRequest, type Wanted } from './token-request.ts'

/** What the issuer must refuse, and the reason it must give (RFC 6749 §5.2, RFC 8707 §2). */
export function wrongCredentials(wanted: Wanted): readonly WrongCredentials[] {
  const always = { kinds: ['local', 'development', 'staging', 'production'] } as const
  return [
    {
      ...always,
      id: 'wrong-secret',
      title: 'a wrong client secret',
      needs: ['CLIENT_ID'],
      request: tokenRequest(wanted, { user: '{CLIENT_ID}', password: 'not-the-secret-{run}' }),
      refusal: { statuses: [401], reasons: ['invalid_client'] },
    },
    {
      ...always,
      id: 'unknown-client',
      title: 'a client it does not know',
      needs: [],
      request: tokenRequest(wanted, { user: 'nobody-{run}', password: 'no-secret' }),
      refusal: { statuses: [401], reasons: ['invalid_client'] },
    },
    {
      ...always,
      id: 'unknown-api',
      title: 'a token for an API it does not know',
      needs: ['CLIENT_ID', 'CLIENT_SECRET'],
      request: tokenRequest({ ...wanted, resource: 'urn:example:api:unknown' }, ourselves),
      refusal: { statuses: [400], reasons: ['invalid_target'] },
    },
  ]
}
