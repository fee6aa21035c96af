import type { ProtectedRoute, ServicePromise } from '../../../../contracts/schema/service.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { ExperimentResult, Finding } from '../../../record/finding.ts'
import type { SignatureFact } from '../../../tokens/verify-signature.ts'
import type { Arrival, GoodTokenLook } from '../../experiments/good-token.ts'
import type { StatedReason } from './refusal-words.ts'

/** The answers of a service to the good token, and what else is known about that token. */
export interface AcceptanceFact {
  readonly service: ServicePromise
  readonly route: ProtectedRoute
  readonly answers: readonly Exchange[]
  /** The issuer's own verdict on the same token, asked when the service refused it. */
  readonly verified?: Exchange
  /** What checking its signature here showed, where the issuer has no verify route. */
  readonly signature?: SignatureFact
  /** The issuer's answer to the service credentials of this environment. */
  readonly credentials?: Exchange
  /** Signed by the suite, with a key that was not seen to be the issuer's. */
  readonly origin?: 'minted-here'
  /** Given to the run by a variable, so that it may be an old one. */
  readonly age?: 'given'
  /** Finding of the clocks, when they disagree. */
  readonly clock?: Finding
  /** The second look, made when the token was refused. */
  readonly look?: GoodTokenLook
}

/** A good token that was refused, and what is known about it. */
export interface RefusedToken {
  readonly fact: AcceptanceFact
  readonly promise: TokenPromise
  readonly first: Answer
  readonly isRefusal: boolean
  readonly askedIssuerInVain: boolean
  readonly reason: StatedReason | undefined
  readonly arrival: Arrival
  readonly accepts: (exchange: Exchange) => boolean
}

/** What a refusal means. */
export interface Diagnosis {
  readonly code: Code
  readonly evidence: readonly (string | ExperimentResult)[]
  /** The service at fault, where it is not the one that refuses. */
  readonly culprit?: string
  readonly summary?: string
  readonly nextSteps?: readonly string[]
}
