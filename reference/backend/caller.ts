/** Who is asking, as far as the backend knows. */
export interface Caller {
  readonly userId: string
  readonly email: string
}
