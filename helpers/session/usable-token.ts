import type { TokenPromise } from '../../contracts/type/tokens.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { TokenOutcome } from '../tokens/obtain-token.ts'
import { isCarriable } from './is-carriable.ts'

/** An issued token that cannot be sent in a header counts as no token. */
export function carriable(outcome: TokenOutcome): TokenOutcome {
  if (outcome.kind !== 'issued' || outcome.exchange === undefined || isCarriable(outcome.token))
    return outcome
  return { kind: 'no-token', exchange: outcome.exchange }
}

/** The user that a JWT names; for answers that name none beside the token. */
export function subjectIn(token: string, { jwt }: TokenPromise): string | undefined {
  const decoded = decodeToken(token)
  const named =
    jwt === undefined || decoded.kind === 'opaque' ? undefined : decoded.payload[jwt.subject]
  return typeof named === 'string' ? named : undefined
}
