import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { KeyEncoding } from '../tokens/signing-key.ts'
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
  const secret = target.secrets[key.variable]
  if (secret === undefined)
    throw new NotApplicable(
      `${key.variable} is not set: the signature cannot be checked from outside`,
    )
  const checkedAs = (encoding: KeyEncoding) =>
    verifySignature(token, { kind: 'secret', secret, encoding }, algorithms)
  const fact = await checkedAs(jwt.keyEncoding)
  const other = jwt.keyEncoding === 'text' ? 'base64' : 'text'
  const fitsOther = fact.kind === 'invalid' && (await checkedAs(other)).kind === 'valid'
  return fitsOther ? { ...fact, fitsAs: other } : fact
}
