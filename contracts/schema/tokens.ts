import { z } from 'zod'
import { credential, refusal, requestTemplate, says } from './common.ts'
import { jwtPromise } from './jwt.ts'
import { type Fixed, kinds, list, name, oneOrMore, status, text, values } from './pieces.ts'
import { variablesIn } from './variables-in.ts'

/** A lifetime in an answer, in seconds as OAuth 2 has it (RFC 6749 §5.1) where no unit is named. */
const expiresIn = z
  .union([text, z.strictObject({ at: text, unit: z.enum(['seconds', 'milliseconds']) })])
  .transform((value) =>
    typeof value === 'string' ? ({ at: value, unit: 'seconds' } as const) : value,
  )

/** Where a token comes from. */
export const tokenSource = z.discriminatedUnion('from', [
  /** The answer to a request, such as a login. */
  z.strictObject({
    from: z.literal('request'),
    request: requestTemplate,
    /** Where the answer holds the token. */
    token: text.default('access_token'),
    /** Where the answer holds the refresh token. */
    refreshToken: z.exactOptional(text),
    /** Where the answer says in how many seconds the token expires; `{ at, unit }` where it says milliseconds. */
    expiresIn: z.exactOptional(expiresIn),
    /** Where the answer says which user it is. */
    subject: z.exactOptional(text),
  }),
  /** A token that was given to the run. */
  z.strictObject({ from: z.literal('variable'), variable: name }),
  /** Signed here with the key in the variable; the claims are those of `jwt.claims`. */
  z.strictObject({
    from: z.literal('mint'),
    /** The variable that holds the signing key. */
    keyVariable: name,
  }),
])

/** One way to a user token. */
export const tokenWay = z
  .strictObject({
    id: name,
    /** "dev login", "simulation key", "password login", "given token", "client credentials". */
    title: text,
    kinds,
    /** Variables without which this way cannot be tried; left out, those that its request or its source names. */
    needs: z.exactOptional(values(name).unwrap()),
    /** Where the token comes from. */
    source: tokenSource,
    /** Answers that mean "not offered here": the next way is tried. */
    unavailable: list(refusal),
    /** Whom it signs in: `one` user; `any`, another one with each call, so that it serves for the second user too; `second`, that one alone. */
    users: z.enum(['one', 'any', 'second']).default('one'),
  })
  .transform((way) => ({ ...way, needs: way.needs ?? variablesIn(way.source) }))
export type TokenWay = Fixed<z.output<typeof tokenWay>>

/** A request with wrong credentials, and how it is refused. */
export const wrongCredentials = z
  .strictObject({
    id: name,
    /** The rest of "refuses …". */
    title: text,
    kinds,
    /** Variables without which it cannot be sent; left out, those that the request names. */
    needs: z.exactOptional(values(name).unwrap()),
    request: requestTemplate,
    /** How it is refused. */
    refusal,
  })
  .transform((wrong) => ({ ...wrong, needs: wrong.needs ?? variablesIn(wrong.request) }))
export type WrongCredentials = Fixed<z.output<typeof wrongCredentials>>

/** How user tokens are obtained, what they promise, and how wrong tokens are refused. */
export const tokenPromise = z.strictObject({
  /** The service that issues them. */
  issuer: name,
  /** In order of preference: the first way that this kind of environment allows and whose variables are set; the next if that way is not available. */
  ways: z.array(tokenWay),
  /** The most logins that one run may send, right or wrong, where the platform counts them; checks that need more are skipped. */
  loginsPerRun: z.exactOptional(z.int().min(1)),
  /**
   * How many sessions a user may have at a time. Where it is `one`, a second sign-in ends the first, so that a run which
   * has only one user waits with it for the end of all other checks.
   */
  sessions: z.enum(['one', 'many']).default('one'),
  /** How a token travels to every service. */
  sent: credential.default({ by: 'bearer' }),
  /** Undefined for opaque tokens. */
  jwt: z.exactOptional(jwtPromise),
  /** The issuer's own verdict on a token: `{token}` in the request. */
  verify: z.exactOptional(
    z.strictObject({
      request: requestTemplate,
      /** What the answer says of a good token. */
      valid: says,
      /** Where the answer says whose token it is. */
      subject: z.exactOptional(text),
    }),
  ),
  /** How a refresh token gets a new token. */
  refresh: z.exactOptional(
    z.strictObject({
      /** `{refreshToken}` in the request. */
      request: requestTemplate,
      /** Where the answer holds the new token. */
      token: text.default('access_token'),
      /** Where the answer holds the next refresh token. */
      refreshToken: z.exactOptional(text),
    }),
  ),
  /** How a user signs out, where tokens are refused after that. A session of its own is signed out. */
  signOut: z.exactOptional(
    z.strictObject({
      /**
       * The request, with the token as every request carries it; `{refreshToken}` may stand in it. Where `{token}` stands in it, the
       * token stands only there: RFC 7009 wants it so.
       */
      request: requestTemplate,
      /** The statuses of a sign-out. */
      statuses: oneOrMore(status).default([200, 204]),
      /** The services that refuse the token then, one at least; left out, all with protected routes. */
      refusedBy: z.exactOptional(oneOrMore(name)),
      /** What it ends. `user`: every session of the user, so that it is tried only where a way signs in any user. */
      ends: z.enum(['session', 'user']).default('session'),
    }),
  ),
  /** Rows of the battery that are not sent, by their id, each with the reason that reports show. */
  leftOut: z.exactOptional(z.record(z.string(), text)),
  /** Requests with wrong credentials; few, so that no account is locked. */
  wrongCredentials: list(wrongCredentials),
  /** Where service credentials can be proved from outside. */
  serviceCredentials: z.exactOptional(
    z.strictObject({
      request: requestTemplate,
      /** Variables without which it cannot be tried. */
      needs: values(name),
      /** What the answer says if the credentials are right. */
      accepted: says,
      /** The variable of the consumer's own copy, for the next step. */
      secretVariable: name,
      /** The service that has these credentials. */
      consumer: name,
    }),
  ),
  /**
   * Services that ask the issuer to check tokens. If such a service refuses a token that the issuer calls valid, its
   * credentials or its way to the issuer are at fault.
   */
  delegated: z.exactOptional(
    z.array(
      z.strictObject({
        /** The service that asks the issuer. */
        consumer: name,
        /** How it says that it cannot ask the issuer. */
        unreachable: refusal,
        /** A route at which it shows whether it reaches the issuer: asked only after it refused a good token. */
        reach: z.exactOptional(
          z.strictObject({
            request: requestTemplate,
            /** How that route says that the service does not reach the issuer. */
            unreachable: refusal,
          }),
        ),
      }),
    ),
  ),
})
export type TokenPromise = Fixed<z.output<typeof tokenPromise>>
export type TokenInput = Fixed<z.input<typeof tokenPromise>>
