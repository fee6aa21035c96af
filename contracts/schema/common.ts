import { z } from 'zod'
import { type Fixed, name, oneOrMore, status, text, values } from './pieces.ts'

/**
 * Text with `{NAME}` placeholders. `{UPPER_CASE}` is a variable of the environment, `{token}` the
 * token in play, `{run}` the run id, `{connection}` another text at each connection of a socket, `{user.email}` and `{user.name}` a
 * run-unique user, and any other name what an earlier step of the journey kept. Secrets are put in only as the request leaves.
 */
export type Template = string

export type JsonTemplate =
  | Template
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate }

/** Any JSON: that it holds nothing else is seen when the contract is read. */
export const jsonTemplate = z.custom<JsonTemplate>((value) => value !== undefined)

/**
 * The place of a value in an answer: a dotted path into its JSON (`data.user_id`, `0.id`), in which a key may hold dots, `header:NAME`,
 * `cookie:NAME`, `text` for the whole body where its JSON has no field of that name, or `text:PATTERN` for a part of it: the
 * first group of a regular expression.
 */
export type Where = string

/** A value as a service spells it; letter case does not count, and `true` and "true" are the same. A text may hold placeholders. */
export type Word = string | number | boolean

export const word = z.union([z.string(), z.number(), z.boolean()])

/**
 * A JSON Schema of draft 07 or 2020-12; or the name of a JSON or YAML file that holds one, beside the contract: it is read
 * with the contract.
 */
export type JsonSchema = string | { readonly [keyword: string]: JsonTemplate }

export const jsonSchema = z.union([text, z.record(z.string(), jsonTemplate)])

export const templates = z.record(z.string(), text)

/** One request as the platform documents it. */
export const requestTemplate = z.strictObject({
  /** The contract's name of the service that is asked. */
  service: name,
  /** The method of the request. */
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
  /** Joined to the service's URL, base path kept. */
  path: text,
  /** Headers of the request, beside those of the token and the body. */
  headers: z.exactOptional(templates),
  /** The body, sent as application/json. */
  json: z.exactOptional(jsonTemplate),
  /** Sent as application/x-www-form-urlencoded. */
  form: z.exactOptional(templates),
  /**
   * Sent as HTTP Basic (RFC 7617). `form`, the default: both are form-encoded first, as OAuth 2 asks for client
   * credentials (RFC 6749 §2.3.1); `raw`: as they stand, for issuers that do not decode them.
   */
  basic: z.exactOptional(
    z.strictObject({
      /** The user, before the colon. */
      user: text,
      /** The password. */
      password: text,
      /** Whether user and password are form-encoded first. */
      encoding: z.exactOptional(z.enum(['form', 'raw'])),
    }),
  ),
})
export type RequestTemplate = Fixed<z.output<typeof requestTemplate>>
export type RequestInput = Fixed<z.input<typeof requestTemplate>>

/** The values that a place may have: one of them is enough, in any of these forms. */
export const expected = {
  /** The values that may stand there; letter case does not count. */
  is: values(word),
  /** Beginnings of a text that may stand there. */
  starts: z.exactOptional(oneOrMore(text)),
  /** Words of which the text there contains one. */
  contains: z.exactOptional(oneOrMore(text)),
  /** Regular expressions, of which the text there matches one. */
  matches: z.exactOptional(oneOrMore(text)),
}

/** What is wrong with a place for which no value is expected. */
export const EXPECTS_NOTHING = 'have one of `is`, `starts`, `contains` and `matches`'

/** Whether a place has an expected value in one of the forms. */
export function expectsSomething({ is, starts, contains, matches }: Expected): boolean {
  return is.length > 0 || [starts, contains, matches].some((form) => form !== undefined)
}

/** The forms in which a value is expected. */
export interface Expected {
  readonly is: readonly Word[]
  readonly starts?: readonly string[]
  readonly contains?: readonly string[]
  readonly matches?: readonly string[]
}

/** A place in an answer, and the values that it may have. */
export const says = z
  .strictObject({ at: text, ...expected })
  .refine(expectsSomething, EXPECTS_NOTHING)
export type Says = Fixed<z.output<typeof says>>

/** `4xx` and `5xx` are every status of that class: for refusals with statuses of a platform's own. */
const refusalStatus = z.union([status, z.enum(['4xx', '5xx'])])

/** A refusal in full; a status, or a list of them, is enough where nothing else is promised. */
const fullRefusal = z
  .strictObject({
    /** The statuses of a refusal; `4xx` is any of that class. */
    statuses: values(refusalStatus),
    /** How a 2xx answer says no in its body. */
    says: z.exactOptional(says),
    /** A place that a good answer has: a 2xx answer without it says no, such as `{}` in place of a name. */
    lacks: z.exactOptional(text),
    /** Texts of which the answer holds one: a refusal for another reason proves nothing. */
    reasons: z.exactOptional(values(text).unwrap()),
  })
  .refine(
    ({ statuses, says, lacks }) => statuses.length > 0 || says !== undefined || lacks !== undefined,
    'have one of `statuses`, `says` and `lacks`',
  )

/**
 * How a request is refused: with one of the statuses, or with a 2xx whose body says no. If `reasons` are given, the
 * answer must hold one of these texts: a refusal for another reason proves nothing.
 */
export const refusal = z
  .union([fullRefusal, z.array(refusalStatus).min(1), refusalStatus])
  .transform((value) => {
    if (typeof value !== 'object') return { statuses: everyStatus([value]) }
    if (Array.isArray(value)) return { statuses: everyStatus(value) }
    return { ...value, statuses: everyStatus(value.statuses) }
  })

function everyStatus(statuses: readonly (number | '4xx' | '5xx')[]): readonly number[] {
  return statuses.flatMap((one) =>
    typeof one === 'number'
      ? [one]
      : Array.from({ length: 100 }, (_, rest) => Number(one[0]) * 100 + rest),
  )
}

export type Refusal = Fixed<z.output<typeof fullRefusal>> & { readonly statuses: readonly number[] }
export type RefusalInput = Fixed<z.input<typeof refusal>>

/** How credentials travel on a request. */
export const credential = z.discriminatedUnion('by', [
  /** `Authorization: Bearer …` (RFC 6750 §2.1). */
  z.strictObject({ by: z.literal('bearer') }),
  /** A header of its own. */
  z.strictObject({
    by: z.literal('header'),
    name,
    /** What stands before the token: `Token `. */
    prefix: z.exactOptional(text),
  }),
  /** A parameter of the query. */
  z.strictObject({ by: z.literal('query'), name }),
  /** A cookie. */
  z.strictObject({ by: z.literal('cookie'), name }),
  /** A cookie, and the same or another value in a header beside it (double submit). */
  z.strictObject({
    by: z.literal('cookie-and-header'),
    /** The name of the cookie. */
    cookie: name,
    /** The name of the header. */
    header: name,
  }),
])
export type Credential = Fixed<z.output<typeof credential>>
