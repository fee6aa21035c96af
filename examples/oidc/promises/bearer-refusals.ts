import type { ProtectedRoute } from '../../../contracts/type/service.ts'

/**
 * How an API that follows RFC 6750 §3 turns requests away, and the word by which it says why: 401
 * without a token or with a wrong one, 400 for what is no token at all.
 */
export const bearerRefusals: Pick<ProtectedRoute, 'withoutCredentials' | 'withWrongToken'> = {
  withoutCredentials: { statuses: [401], reasons: ['unauthorized'] },
  withWrongToken: { statuses: [401, 400], reasons: ['invalid_token', 'invalid_request'] },
}
