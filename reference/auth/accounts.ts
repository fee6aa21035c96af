import { createHash, randomUUID } from 'node:crypto'
import { BoundedMap } from '../bounded-map.ts'

/** A user the auth service knows. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  /** SHA-256 of the password: enough for passwords made for one run. */
  readonly passwordHash: string
  readonly createdAt: number
}

const MAX_ACCOUNTS = 10_000

/** The users of one deployment, by e-mail address. */
export class Accounts {
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
