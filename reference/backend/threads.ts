import { randomBytes, randomUUID } from 'node:crypto'
import { BoundedMap } from '../bounded-map.ts'
import type { Clock } from '../service.ts'

/** One message of a conversation. */
export interface Message {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly created_at: number
  readonly metadata: Readonly<Record<string, unknown>>
}

/** A conversation and its user. Times are whole seconds. */
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

const MAX_THREADS = 5_000
/** Of one thread; older messages are dropped. */
const MAX_MESSAGES = 200

/** What a client may set on a thread. */
export interface ThreadWish {
  readonly title?: string
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The threads of all users. The routes check which user may see a thread. */
export class Threads {
  readonly #byId = new BoundedMap<string, Thread>(MAX_THREADS)
  readonly #now: Clock

  constructor(now: Clock) {
    this.#now = now
  }

  all(): readonly Thread[] {
    return this.#byId.values()
  }

  get(id: string): Thread | undefined {
    return this.#byId.get(id)
  }

  create(user: string, wish: ThreadWish): Thread {
    const created = this.#seconds()
    const thread: Thread = {
      id: `thread_session_${this.#now()}_${randomBytes(4).toString('hex')}`,
      user,
      title: wish.title ?? null,
      createdAt: created,
      updatedAt: created,
      metadata: { ...wish.metadata, user_id: user, status: 'active', created_at: created },
      messages: [],
    }
    return this.#keep(thread)
  }

  change(thread: Thread, wish: ThreadWish): Thread {
    const metadata = { ...thread.metadata, ...wish.metadata, updated_at: this.#seconds() }
    return this.#keep({ ...thread, title: wish.title ?? thread.title, metadata })
  }

  addMessage(thread: Thread, message: Pick<Message, 'role' | 'content' | 'metadata'>): Message {
    const added = { ...message, id: `msg_${randomUUID()}`, created_at: this.#seconds() }
    const messages = [...thread.messages, added].slice(-MAX_MESSAGES)
    this.#keep({ ...thread, messages })
    return added
  }

  #keep(thread: Thread): Thread {
    const kept = { ...thread, updatedAt: this.#seconds() }
    this.#byId.set(kept.id, kept)
    return kept
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000)
  }
}
