import { BoundedMap } from '../bounded-map.ts'
import type { Urls } from '../urls.ts'
import { Accounts } from './accounts.ts'
import type { AuthPlan } from './auth-plan.ts'
import { type Checker, makeChecker } from './check-token.ts'
import { type Issuer, makeIssuer } from './issue-token.ts'

const MAX_TOKENS = 10_000

/** What the routes of the auth service share: settings, accounts, and the two sides of tokens. */
export interface AuthState {
  readonly plan: AuthPlan
  readonly urls: Urls
  readonly accounts: Accounts
  readonly loggedOut: BoundedMap<string, true>
  /** Refresh tokens that were exchanged already, by `jti`. */
  readonly usedRefresh: BoundedMap<string, true>
  readonly issue: Issuer
  readonly check: Checker
}

export function createAuthState(plan: AuthPlan, urls: Urls): AuthState {
  const accounts = new Accounts()
  accounts.add({ ...plan.account, name: 'Smoke User', now: plan.now() })
  const loggedOut = new BoundedMap<string, true>(MAX_TOKENS)
  return {
    plan,
    urls,
    accounts,
    loggedOut,
    usedRefresh: new BoundedMap(MAX_TOKENS),
    issue: makeIssuer(plan),
    check: makeChecker(plan, loggedOut),
  }
}
