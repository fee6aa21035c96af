/** A user the auth service knows. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  /** SHA-256 of the password: enough for passwords made for one run. */
  readonly passwordHash: string
  readonly createdAt: number
}
