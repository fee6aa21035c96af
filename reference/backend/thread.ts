/** One message of a conversation. */
export interface Message {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly created_at: number
  readonly metadata: Readonly<Record<string, unknown>>
}

/** A conversation and whom it belongs to. Times are whole seconds. */
export interface Thread {
  readonly id: string
  readonly user: string
  readonly title: string | null
  readonly createdAt: number
  readonly updatedAt: number
  /** Deleting a thread only sets `status: "archived"` here. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly messages: readonly Message[]
}
