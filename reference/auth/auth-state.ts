import { createHash, randomUUID } from 'node:crypto'
import { BoundedMap } from '../bounded-map.ts'
import type { Urls } from '../urls.ts'
import type { AuthPlan } from './auth-plan.ts'
import { type Checker, makeChecker } from './check-token.ts'
import { type Issuer, makeIssuer } from './issue-token.ts'

/** A user the auth service knows. */
interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  /** SHA-256 of the password: enough for passwords made for one run. */
  readonly passwordHash: string
  readonly createdAt: number
}

const MAX_ACCOUNTS = 10_000

/** The users of one deployment, by e-mail address. */
class Accounts {
  readonly #byEmail = new BoundedMap<string, Account>(MAX_ACCOUNTS)

  /** Adds a user, or gives undefined when the address is taken. */
  add(user: { email: string; password: string; name: string; now: number }): Account | undefined {
    const key = user.email.toLowerCase()
    if (this.#byEmail.has(key)) return undefined
    const account: Account = {
      id: randomUUID(),
      email: user.email,
      name: user.name,
      passwordHash: hash(user.password),
      createdAt: user.now,
    }
    this.#byEmail.set(key, account)
    return account
  }

  find(email: string): Account | undefined {
    return this.#byEmail.get(email.toLowerCase())
  }

  /** The user with this address and password. */
  login(email: string, password: string): Account | undefined {
    const account = this.find(email)
    return account?.passwordHash === hash(password) ? account : undefined
  }
}

function hash(password: string): string {
  return createHash('sha256').update(password).digest('hex')
}

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
