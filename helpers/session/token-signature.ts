import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import { keyText } from '../../contracts/schema/public-key.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import type { Exchange } from '../http/exchange.ts'
import type { KeyEncoding } from '../tokens/token-keys.ts'
import { type SignatureFact, verifySignature } from '../tokens/verify-signature.ts'
import { NotApplicable } from './check-result.ts'
import type { Issued } from './issuing.ts'
import type { Session } from './session.ts'

/** Checks the signature of an issued token with the promised key. Throws `NotApplicable` where it proves nothing or there is no key. */
export async function signatureOf(
  { target }: Session,
  { jwt }: TokenPromise,
  { token, way }: Issued,
  jwks: () => Promise<unknown>,
): Promise<SignatureFact> {
  if (jwt === undefined) throw new NotApplicable('opaque tokens carry no signature')
  if (way.source.from === 'mint')
    throw new NotApplicable('the token was minted here: checking our own signature proves nothing')
  const { key, algorithms } = jwt
  if (key.kind === 'jwks')
    return verifySignature(token, { kind: 'jwks', jwks: await jwks() }, algorithms)
  const secret = keyAtHand(target, jwt)
  if (key.kind === 'public' && secret !== undefined)
    return verifySignature(token, { kind: 'secret', secret }, algorithms)
  if (key.kind === 'public' || secret === undefined)
    throw new NotApplicable(
      `${key.kind === 'secret' ? key.variable : 'the public key'} is not set: the signature cannot be checked from outside`,
    )
  const checkedAs = (encoding: KeyEncoding) =>
    verifySignature(token, { kind: 'secret', secret, encoding }, algorithms)
  const fact = await checkedAs(jwt.keyEncoding)
  const other = jwt.keyEncoding === 'text' ? 'base64' : 'text'
  const fitsOther = fact.kind === 'invalid' && (await checkedAs(other)).kind === 'valid'
  return fitsOther ? { ...fact, fitsAs: other } : fact
}

/** The issuer's key as the run has it: from its variable, or as it stands in the contract; undefined where it is published, or not set. */
export function keyAtHand(
  { secrets }: Pick<Session['target'], 'secrets'>,
  { key }: Pick<JwtPromise, 'key'>,
): Secret | undefined {
  if (key.kind === 'secret') return secrets[key.variable]
  // Not a secret, and so none that the redactor learns; it only travels as one.
  return key.kind === 'public' ? new Secret(keyText(key.key)) : undefined
}

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
