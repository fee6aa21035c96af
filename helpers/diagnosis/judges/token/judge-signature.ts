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

/** Whether the signature is one of the promised key. `served`: every service takes the token all the same. */
export function judgeSignature(
  signature: SignatureFact,
  { exchange, decoded, keySet }: SignedFact,
  promise: TokenPromise,
  users: 'served' | 'unknown',
): Finding | undefined {
  if (signature.kind === 'valid') return undefined
  const key = promise.jwt?.key
  const named =
    key?.kind === 'secret'
      ? key.variable
      : key?.kind === 'jwks'
        ? `${key.request.method} ${key.request.path}`
        : key === undefined
          ? 'the promised key'
          : 'the public key of the contract'
  const finding = (words: Omit<FindingWords, 'promise'>) =>
    findingOf('token.signature', promise.issuer, exchange?.asked ?? 'the token that was given', {
      subject: named,
      promise: `the token is signed with the key of ${named}`,
      ...words,
    })
  if (key?.kind === 'secret' && signature.fitsAs !== undefined)
    return finding({
      expected: `a signature of ${named}, read as ${promise.jwt?.keyEncoding}`,
      got: `${signature.detail}; read as ${signature.fitsAs}, the same value fits`,
      culprit: 'this-run',
      summary: `${promise.issuer} signs with ${named} read as ${signature.fitsAs}, and the contract says keyEncoding ${promise.jwt?.keyEncoding}: the key is right, its form is not`,
      nextSteps: [`Write keyEncoding: '${signature.fitsAs}' beside the key in the contract.`],
    })
  if (signature.kind === 'unsupported' && key !== undefined && key.kind !== 'jwks')
    return finding({
      expected: 'a key that can check the signature',
      got: signature.detail,
      culprit: 'this-run',
      summary: `the signature of ${promise.issuer} cannot be checked with ${named}: ${signature.detail}`,
      nextSteps: [
        `Give this run the key of ${promise.issuer} as PEM or JWK, or name its JWK Set in the contract.`,
      ],
    })
  const published =
    key?.kind === 'jwks' && keySet !== undefined && decoded !== undefined
      ? readPublishedKeys(keySet, { decoded, issuer: promise.issuer, named })
      : undefined
  return finding({
    expected: 'a signature of that key',
    got: published?.got ?? signature.detail,
    ...(published && { summary: published.summary, nextSteps: published.nextSteps }),
    evidence:
      key?.kind !== 'secret'
        ? []
        : users === 'served'
          ? [`every service accepts the token: the ${named} of this run is not the deployed one`]
          : [
              `either ${promise.issuer} signs with another key, or the ${named} of this run is not the deployed one`,
            ],
    ...(key?.kind === 'secret' &&
      users === 'served' && {
        culprit: 'this-run',
        summary: `the ${named} of this run is not the one that ${promise.issuer} is deployed with; users are served`,
        nextSteps: [`Give this run the ${named} that ${promise.issuer} is deployed with.`],
      }),
  })
}
