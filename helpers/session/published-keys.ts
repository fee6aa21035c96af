import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Session } from './session.ts'

/** Requests for the published keys: enough that of two issuers with two keys, asked at random, both answer, 2,047 times in 2,048. */
const KEY_SETS = 12

/** The keys that an issuer publishes (RFC 7517 §5), asked for once a run. */
export interface PublishedKeys {
  /** The set of the first good answer; undefined where the platform publishes no keys, or none came. */
  jwks(): Promise<unknown>
  /** Every answer; none where the platform publishes no keys. */
  keySets(): Promise<readonly Exchange[]>
}

export function createPublishedKeys(session: Session, { jwt }: TokenPromise): PublishedKeys {
  /** Each on a connection of its own, so that two issuers behind one name both answer. */
  const keySets: PublishedKeys['keySets'] = () =>
    session.once('key sets', async () => {
      if (jwt?.key.kind !== 'jwks') return []
      const { request } = jwt.key
      return Promise.all(
        Array.from({ length: KEY_SETS }, () => session.ask(request, { connection: 'fresh' })),
      )
    })
  return {
    keySets,
    jwks: async () => {
      for (const set of await keySets())
        if (set.kind === 'answer' && set.status === 200) return set.json
      return undefined
    },
  }
}
