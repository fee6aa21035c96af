import type { AuthDesk } from './auth-desk.ts'
import type { Subject } from './subject.ts'

/** The service says 900 whatever the token's own lifetime is (docs/netra.md#lifetimes). */
const EXPIRES_IN_SECONDS = 900

/** What every route that logs a user in answers with. */
export function tokenPair(desk: AuthDesk, subject: Subject): Record<string, unknown> {
  return {
    access_token: desk.issue('access', subject),
    refresh_token: desk.issue('refresh', subject),
    token_type: 'Bearer',
    expires_in: EXPIRES_IN_SECONDS,
  }
}
