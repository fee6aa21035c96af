import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { SignatureFact } from '../../../tokens/verify-signature.ts'
import { findingOf } from '../finding-of.ts'
import type { TokenFact } from './judge-token.ts'

/** Whether the signature is one of the promised key. `served`: every service takes the token all the same. */
export function judgeSignature(
  signature: SignatureFact,
  { exchange }: { readonly exchange?: TokenFact['exchange'] },
  promise: TokenPromise,
  users: 'served' | 'unknown',
): Finding | undefined {
  if (signature.kind === 'valid') return undefined
  const key = promise.jwt?.key
  const named =
    key?.kind === 'secret'
      ? key.variable
      : key === undefined
        ? 'the promised key'
        : `${key.request.method} ${key.request.path}`
  return findingOf(
    'token.signature',
    promise.issuer,
    exchange?.asked ?? 'the token that was given',
    {
      subject: named,
      promise: `the token is signed with the key of ${named}`,
      expected: 'a signature of that key',
      got: signature.detail,
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
    },
  )
}

/** Whether the issuer publishes the same keys each time it is asked: two sets mean two issuers behind one name. */
export function judgeKeySets(
  sets: readonly Exchange[],
  { issuer, jwt }: TokenPromise,
): Finding | undefined {
  const answered = sets.flatMap((set) => (set.kind === 'answer' && set.status === 200 ? [set] : []))
  const [first] = answered
  const kinds = [...new Set(answered.map(({ json }) => keysIn(json)))]
  if (first === undefined || kinds.length < 2) return undefined
  const shown = kinds.map((kids) => quote(kids, 80)).join(' and ')
  return findingOf('token.signature', issuer, first.asked, {
    ...(jwt?.key.kind === 'jwks' && {
      subject: `${jwt.key.request.method} ${jwt.key.request.path}`,
    }),
    promise: `${issuer} publishes the same keys every time`,
    expected: `one set of keys in ${answered.length} answers`,
    got: `${kinds.length} sets: ${shown}`,
    summary: `${issuer} publishes other keys from one request to the next (${shown}): several instances, each with a key of its own`,
    nextSteps: [
      'Give all instances one signing key from one secret; an instance that makes its own at start signs tokens that the others do not know.',
    ],
  })
}

/** The ids of the keys, or the keys themselves where they have none (RFC 7517 §4.5), in one text. */
function keysIn(json: unknown): string {
  const keys = (json as { keys?: unknown } | null | undefined)?.keys
  if (!Array.isArray(keys)) return 'no key'
  return keys
    .map((key: unknown) => {
      const { kid, n, x } = (typeof key === 'object' && key !== null ? key : {}) as Record<
        string,
        unknown
      >
      return String(kid ?? n ?? x ?? '').slice(0, 40)
    })
    .sort()
    .join(', ')
}
