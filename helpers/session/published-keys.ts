import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Session } from './session.ts'

/** Requests for the published keys: enough that of two issuers with two keys both answer, 127 times in 128. */
const KEY_SETS = 8

/** The keys that an issuer publishes (RFC 7517 §5), asked for once a run. */
export interface PublishedKeys {
  /** The set of the first good answer; undefined where the platform publishes no keys, or none came. */
  jwks(): Promise<unknown>
  /** Every answer; none where the platform publishes no keys. */
  keySets(): Promise<readonly Exchange[]>
}

export function createPublishedKeys(session: Session, { jwt }: TokenPromise): PublishedKeys {
  /** One after the other, each on a connection of its own, so that two issuers behind one name both answer. */
  const keySets: PublishedKeys['keySets'] = () =>
    session.once('key sets', async () => {
      if (jwt?.key.kind !== 'jwks') return []
      const sets: Exchange[] = []
      for (let time = 0; time < KEY_SETS; time += 1)
        sets.push(await session.ask(jwt.key.request, { connection: 'fresh' }))
      return sets
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
