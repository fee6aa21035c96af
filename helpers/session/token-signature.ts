import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import { keyText } from '../../contracts/schema/public-key.ts'
import { Secret } from '../../env/secret.ts'
import type { Exchange } from '../http/exchange.ts'
import type { KeyEncoding } from '../tokens/token-keys.ts'
import { type SignatureFact, verifySignature } from '../tokens/verify-signature.ts'
import { NotApplicable } from './check-result.ts'
import type { Issued } from './issuing.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'

/** Checks the signature of an issued token with the promised key. Throws `NotApplicable` where it proves nothing or there is no key. */
export async function signatureOf(
  session: Session,
  { token, way }: Issued,
): Promise<SignatureFact> {
  const { jwt } = tokensOf(session)
  if (jwt === undefined) throw new NotApplicable('opaque tokens carry no signature')
  if (way.source.from === 'mint')
    throw new NotApplicable('the token was minted here: checking our own signature proves nothing')
  const { key, algorithms } = jwt
  if (key.kind === 'jwks')
    return verifySignature(token, { kind: 'jwks', jwks: await jwks(session) }, algorithms)
  const secret = keyAtHand(session.target, jwt)
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

/** Every answer with the keys that an issuer publishes (RFC 7517 §5), asked for once a run; none where the platform publishes no keys. */
export function keySets(session: Session): Promise<readonly Exchange[]> {
  return session.once('key sets', async () => {
    const { jwt } = tokensOf(session)
    if (jwt?.key.kind !== 'jwks') return []
    const { request } = jwt.key
    // Each on a connection of its own, so that two issuers behind one name both answer.
    return Promise.all(
      Array.from({ length: KEY_SETS }, () => session.ask(request, { connection: 'fresh' })),
    )
  })
}

/** The set of the first good answer; undefined where the platform publishes no keys, or none came. */
export async function jwks(session: Session): Promise<unknown> {
  for (const set of await keySets(session))
    if (set.kind === 'answer' && set.status === 200) return set.json
  return undefined
}
