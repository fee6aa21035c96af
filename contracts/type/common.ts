/**
 * Text with `{NAME}` placeholders. `{UPPER_CASE}` is a variable of the environment, `{token}` the
 * token in play, `{run}` the run id, `{user.email}` and `{user.name}` a run-unique user, and any
 * other name what an earlier step of the journey kept. Secrets are put in only as the request leaves.
 */
export type Template = string

export type JsonTemplate =
  | Template
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate }

/**
 * The place of a value in an answer: a dotted path into its JSON (`data.user_id`, `0.id`), `header:NAME`,
 * `cookie:NAME`, or `text` for the whole body.
 */
export type Where = string

/** A value as a service spells it; letter case does not count, and `true` and "true" are the same. In claims and identities a text may hold `{NAME}` of the environment. */
export type Word = string | number | boolean

/** One request as the platform documents it. */
export interface RequestTemplate {
  /** The contract's name of the service that is asked. */
  readonly service: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Joined to the service's URL, base path kept. */
  readonly path: Template
  readonly headers?: Readonly<Record<string, Template>>
  readonly json?: JsonTemplate
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, Template>>
  /**
   * Sent as HTTP Basic (RFC 7617). `form`, the default: both are form-encoded first, as OAuth 2 asks for client
   * credentials (RFC 6749 §2.3.1); `raw`: as they stand, for issuers that do not decode them.
   */
  readonly basic?: {
    readonly user: Template
    readonly password: Template
    readonly encoding?: 'form' | 'raw'
  }
}

/** A place in an answer, and the values that it may have. */
export interface Says {
  readonly at: Where
  readonly is: readonly Word[]
}

/**
 * How a request is refused: with one of the statuses, or with a 2xx whose body says no. If `reasons` are given, the
 * answer must hold one of these texts: a refusal for another reason proves nothing.
 */
export interface Refusal {
  readonly statuses: readonly number[]
  readonly says?: Says
  readonly reasons?: readonly string[]
}

/** How credentials travel on a request. */
export type Credential =
  | { readonly by: 'bearer' }
  | { readonly by: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly by: 'query'; readonly name: string }
  | { readonly by: 'cookie'; readonly name: string }
  /** A cookie, and the same or another value in a header beside it (double submit). */
  | { readonly by: 'cookie-and-header'; readonly cookie: string; readonly header: string }
