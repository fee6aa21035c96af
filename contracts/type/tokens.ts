import type { Kind } from '../../env/kind.ts'
import type { Credential, Refusal, RequestTemplate, Says, Where, Word } from './common.ts'

/** How user tokens are obtained, what they promise, and how wrong tokens are refused. */
export interface TokenPromise {
  /** The service that issues them. */
  readonly issuer: string
  /** In order of preference: the first way that this kind of environment allows and whose variables are set; the next if that way is not available. */
  readonly ways: readonly TokenWay[]
  /** How a token travels to every service. */
  readonly sent: Credential
  /** Undefined for opaque tokens. */
  readonly jwt?: JwtPromise
  /** The issuer's own verdict on a token: `{token}` in the request. */
  readonly verify?: {
    readonly request: RequestTemplate
    readonly valid: Says
    readonly subject?: Where
  }
  readonly refresh?: {
    /** `{refreshToken}` in the request. */
    readonly request: RequestTemplate
    readonly token: Where
    readonly refreshToken?: Where
  }
  /** Rows of the battery that are not sent, by their id, each with the reason that reports show. */
  readonly leftOut?: Readonly<Record<string, string>>
  /** Requests with wrong credentials; few, so that no account is locked. */
  readonly wrongCredentials: readonly WrongCredentials[]
  /** Where service credentials can be proved from outside. */
  readonly serviceCredentials?: {
    readonly request: RequestTemplate
    readonly needs: readonly string[]
    readonly accepted: Says
    /** The variable of the consumer's own copy, for the next step. */
    readonly secretVariable: string
    readonly consumer: string
  }
  /**
   * Services that ask the issuer to check tokens. If such a service refuses a token that the issuer calls valid, its
   * credentials or its way to the issuer are at fault.
   */
  readonly delegated?: readonly {
    readonly consumer: string
    /** How it says that it cannot ask the issuer. */
    readonly unreachable: Refusal
    /** A route at which it shows whether it reaches the issuer: asked only after it refused a good token. */
    readonly reach?: { readonly request: RequestTemplate; readonly unreachable: Refusal }
  }[]
}

/** One way to a user token. */
export interface TokenWay {
  readonly id: string
  /** "dev login", "simulation key", "password login", "given token", "client credentials". */
  readonly title: string
  readonly kinds: readonly Kind[]
  /** Variables without which this way cannot be tried. */
  readonly needs: readonly string[]
  readonly source:
    | {
        readonly from: 'request'
        readonly request: RequestTemplate
        readonly token: Where
        readonly refreshToken?: Where
        readonly expiresIn?: Where
        readonly subject?: Where
      }
    | { readonly from: 'variable'; readonly variable: string }
    /** Signed here with the key in the variable; the claims are those of `jwt.claims`. */
    | { readonly from: 'mint'; readonly keyVariable: string }
  /** Answers that mean "not offered here": the next way is tried. */
  readonly unavailable: readonly Refusal[]
  /** Whether each call can be for another user, so that it serves for the second user too. */
  readonly users: 'one' | 'any'
}

/** The content of a JWT access token (RFC 7519, RFC 8725). */
export interface JwtPromise {
  readonly algorithms: readonly string[]
  /** The key its signature is checked with: a shared secret, when the variable is set, or a JWKS. */
  readonly key:
    | { readonly kind: 'secret'; readonly variable: string }
    | { readonly kind: 'jwks'; readonly request: RequestTemplate }
  readonly present: readonly string[]
  readonly values: readonly { readonly claim: string; readonly is: readonly Word[] }[]
  /** The claim that names the user. */
  readonly subject: string
  /** Longest exp − iat in seconds per kind of environment. */
  readonly lifetimeSeconds: Readonly<Record<Kind, number>>
  readonly skewSeconds: number
  /** Claims of a minted or forged token, with `{subject}`, `{user.email}`, `{run}`, `{kind}`; iat, exp and jti are added. */
  readonly claims: Readonly<Record<string, unknown>>
  /** The key under which a claim says access or refresh, where there is one. */
  readonly typeClaims: readonly string[]
  /**
   * Claims whose wrong value every verifier refuses, by promise. Most middlewares check none of them by default, so
   * nothing is asked where nothing is promised. Default: none.
   */
  readonly enforced?: readonly EnforcedClaim[]
  /** The form of the secret in its variable: text, or base64 of its bytes. Default: text. */
  readonly keyEncoding?: 'text' | 'base64'
}

export type EnforcedClaim = 'issuer' | 'audience' | 'type' | 'not-before'

export interface WrongCredentials {
  readonly id: string
  /** The rest of "refuses …". */
  readonly title: string
  readonly kinds: readonly Kind[]
  readonly needs: readonly string[]
  readonly request: RequestTemplate
  readonly refusal: Refusal
}
