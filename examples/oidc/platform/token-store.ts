import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

interface Stored {
  readonly payload: AdapterPayload
  readonly expiresAt: number
}

/** The store of one issuer in the form that `oidc-provider` needs: in memory, until entries expire. */
export function tokenStore(): AdapterFactory {
  const stored = new Map<string, Stored>()
  return (model) => adapter(stored, (id) => `${model}:${id}`)
}

function adapter(stored: Map<string, Stored>, keyOf: (id: string) => string): Adapter {
  return {
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      stored.set(keyOf(id), { payload, expiresAt: Date.now() + expiresIn * 1000 })
    },
    async find(id) {
      const found = stored.get(keyOf(id))
      return found !== undefined && found.expiresAt > Date.now() ? found.payload : undefined
    },
    async destroy(id) {
      stored.delete(keyOf(id))
    },
    // Client credentials have no sessions, no grants of users, and no device codes.
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume() {},
    async revokeByGrantId() {},
  }
}
