import { z } from 'zod'
import { credential, refusal, requestTemplate, says } from './common.ts'
import { jwtPromise } from './jwt.ts'
import { type Fixed, kinds, list, name, text, values } from './pieces.ts'
import { variablesIn } from './variables-in.ts'

/** Where a token comes from. */
export const tokenSource = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('request'),
    request: requestTemplate,
    token: text.default('access_token'),
    refreshToken: z.exactOptional(text),
    expiresIn: z.exactOptional(text),
    subject: z.exactOptional(text),
  }),
  z.strictObject({ from: z.literal('variable'), variable: name }),
  /** Signed here with the key in the variable; the claims are those of `jwt.claims`. */
  z.strictObject({ from: z.literal('mint'), keyVariable: name }),
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
    source: tokenSource,
    /** Answers that mean "not offered here": the next way is tried. */
    unavailable: list(refusal),
    /** Whether each call can be for another user, so that it serves for the second user too. */
    users: z.enum(['one', 'any']).default('one'),
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
  /** How a token travels to every service. */
  sent: credential.default({ by: 'bearer' }),
  /** Undefined for opaque tokens. */
  jwt: z.exactOptional(jwtPromise),
  /** The issuer's own verdict on a token: `{token}` in the request. */
  verify: z.exactOptional(
    z.strictObject({ request: requestTemplate, valid: says, subject: z.exactOptional(text) }),
  ),
  /** How a refresh token gets a new token. */
  refresh: z.exactOptional(
    z.strictObject({
      /** `{refreshToken}` in the request. */
      request: requestTemplate,
      token: text.default('access_token'),
      refreshToken: z.exactOptional(text),
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
      needs: values(name),
      accepted: says,
      /** The variable of the consumer's own copy, for the next step. */
      secretVariable: name,
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
        consumer: name,
        /** How it says that it cannot ask the issuer. */
        unreachable: refusal,
        /** A route at which it shows whether it reaches the issuer: asked only after it refused a good token. */
        reach: z.exactOptional(z.strictObject({ request: requestTemplate, unreachable: refusal })),
      }),
    ),
  ),
})
export type TokenPromise = Fixed<z.output<typeof tokenPromise>>
export type TokenInput = Fixed<z.input<typeof tokenPromise>>
