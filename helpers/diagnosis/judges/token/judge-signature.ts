import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { SignatureFact } from '../../../tokens/verify-signature.ts'
import { type FindingWords, findingOf } from '../finding-of.ts'
import { readPublishedKeys } from './judge-published-keys.ts'
import type { TokenFact } from './judge-token.ts'

/** The token whose signature was checked, and the published keys it was checked with, where they are published. */
export interface SignedFact extends Partial<Pick<TokenFact, 'exchange' | 'decoded'>> {
  readonly keySet?: Exchange
}

type BadSignature = Exclude<SignatureFact, { kind: 'valid' }>

/** Whether the signature is one of the promised key. `served`: every service takes the token all the same. */
export function judgeSignature(
  signature: SignatureFact,
  signed: SignedFact,
  promise: TokenPromise,
  users: 'served' | 'unknown',
): Finding | undefined {
  if (signature.kind === 'valid') return undefined
  const key = promise.jwt?.key
  const named = nameOf(key)
  const words =
    wrongForm(signature, promise, named) ??
    uncheckable(signature, promise, named) ??
    foreignKey(signature, signed, promise, users)
  return findingOf(
    'token.signature',
    promise.issuer,
    signed.exchange?.asked ?? 'the token that was given',
    {
      subject: named,
      promise: `the token is signed with the key of ${named}`,
      ...words,
    },
  )
}

type Key = NonNullable<TokenPromise['jwt']>['key']
type Words = Omit<FindingWords, 'promise'>

function nameOf(key: Key | undefined): string {
  if (key === undefined) return 'the promised key'
  if (key.kind === 'secret') return key.variable
  return key.kind === 'jwks'
    ? `${key.request.method} ${key.request.path}`
    : 'the public key of the contract'
}

/** The value of the key is right, and read in another form than the issuer reads it. */
function wrongForm(
  signature: BadSignature,
  { issuer, jwt }: TokenPromise,
  named: string,
): Words | undefined {
  if (jwt?.key?.kind !== 'secret' || signature.fitsAs === undefined) return undefined
  return {
    expected: `a signature of ${named}, read as ${jwt.keyEncoding}`,
    got: `${signature.detail}; read as ${signature.fitsAs}, the same value fits`,
    culprit: 'this-run',
    summary: `${issuer} signs with ${named} read as ${signature.fitsAs}, and the contract says keyEncoding ${jwt.keyEncoding}: the key is right, its form is not`,
    nextSteps: [`Write keyEncoding: '${signature.fitsAs}' beside the key in the contract.`],
  }
}

/** The key of this run is none that checks such a signature. */
function uncheckable(
  signature: BadSignature,
  { issuer, jwt }: TokenPromise,
  named: string,
): Words | undefined {
  const key = jwt?.key
  if (signature.kind !== 'unsupported' || key === undefined || key.kind === 'jwks') return undefined
  return {
    expected: 'a key that can check the signature',
    got: signature.detail,
    culprit: 'this-run',
    summary: `the signature of ${issuer} cannot be checked with ${named}: ${signature.detail}`,
    nextSteps: [
      `Give this run the key of ${issuer} as PEM or JWK, or name its JWK Set in the contract.`,
    ],
  }
}

/** The signature is of another key than the promised one. */
function foreignKey(
  signature: BadSignature,
  { decoded, keySet }: SignedFact,
  { issuer, jwt }: TokenPromise,
  users: 'served' | 'unknown',
): Words {
  const key = jwt?.key
  const named = nameOf(key)
  const words = { expected: 'a signature of that key', got: signature.detail }
  if (key?.kind === 'secret' && users === 'served')
    return {
      ...words,
      evidence: [
        `every service accepts the token: the ${named} of this run is not the deployed one`,
      ],
      culprit: 'this-run',
      summary: `the ${named} of this run is not the one that ${issuer} is deployed with; users are served`,
      nextSteps: [`Give this run the ${named} that ${issuer} is deployed with.`],
    }
  if (key?.kind === 'secret')
    return {
      ...words,
      evidence: [
        `either ${issuer} signs with another key, or the ${named} of this run is not the deployed one`,
      ],
    }
  return key?.kind === 'jwks' && keySet !== undefined && decoded !== undefined
    ? { ...words, ...readPublishedKeys(keySet, { decoded, issuer, named }) }
    : words
}
