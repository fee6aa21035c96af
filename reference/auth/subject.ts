/** Whom a token is for. */
export interface Subject {
  readonly id: string
  /** Users have an address, services have none. */
  readonly email?: string
}
