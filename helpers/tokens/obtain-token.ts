import type { JsonTemplate, RequestTemplate, Where } from '../../contracts/schema/common.ts'
import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import type { Kind } from '../../env/kind.ts'
import { Secret } from '../../env/secret.ts'
import type { Answer, Exchange, NoAnswer } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { fillJsonTemplate, type Values } from '../promise/template.ts'
import { lookUp } from '../promise/where.ts'
import { decodeToken } from './decode-token.ts'
import { mintToken } from './write-token.ts'

/** The result of one way to a token. */
export type TokenOutcome =
  | TokenIssued
  /** The answer the contract knows as "not offered here": the next way is tried. */
  | { readonly kind: 'unavailable'; readonly exchange: Answer }
  /** An answer that grants nothing. */
  | { readonly kind: 'refused'; readonly exchange: Answer }
  /** An answer without a text in the place of the token, or with one that no header can carry. */
  | { readonly kind: 'no-token'; readonly exchange: Answer }
  | { readonly kind: 'no-answer'; readonly noAnswer: NoAnswer }
  /** Nothing was asked: the variable is not set, or holds no key that can sign. */
  | { readonly kind: 'not-made'; readonly detail: string }

export interface TokenIssued {
  readonly kind: 'issued'
  readonly token: Secret
  readonly refreshToken?: Secret
  readonly subject?: string
  /** What the answer says; issuers say otherwise than their tokens do (RFC 6749 §5.1). */
  readonly expiresIn?: number
  /** Absent for a token that was given or minted. */
  readonly exchange?: Answer
}

export interface TokenTools {
  readonly ask: (
    template: RequestTemplate,
    extra: Readonly<Record<string, string>>,
  ) => Promise<Exchange>
  readonly values: Values
  /** Names of this request beside the environment's: the user's name. */
  readonly extra?: Readonly<Record<string, string>>
  /** What a minted token must look like. */
  readonly jwt?: JwtPromise
  readonly kind: Kind
  /** Makes a secret of a token that was read or minted: the caller keeps it out of reports. */
  readonly secret: (text: string) => Secret
  readonly now?: Date
}

/** Tries one way to a user token and gives the result; the caller decides whether to try the next way. */
export async function obtainToken(
  { source, unavailable }: TokenWay,
  tools: TokenTools,
): Promise<TokenOutcome> {
  switch (source.from) {
    case 'variable': {
      const token = secretIn(source.variable, tools)
      if (token === undefined) return { kind: 'not-made', detail: `${source.variable} is not set` }
      return { kind: 'issued', token }
    }
    case 'mint':
      return minted(source.keyVariable, tools)
    case 'request': {
      const exchange = await tools.ask(source.request, tools.extra ?? {})
      if (exchange.kind === 'no-answer') return { kind: 'no-answer', noAnswer: exchange }
      if (unavailable.some((refusal) => isRefused(exchange, refusal)))
        return { kind: 'unavailable', exchange }
      return granted(exchange, source, tools)
    }
  }
}

type RequestSource = Extract<TokenWay['source'], { from: 'request' }>

/** A redirect may carry a session cookie, so a token counts under any status that is no error. */
function granted(exchange: Answer, source: RequestSource, { secret }: TokenTools): TokenOutcome {
  const text = textAt(exchange, source.token)
  if (exchange.status >= 400 || (text === undefined && exchange.status >= 300))
    return { kind: 'refused', exchange }
  const token = text === undefined ? undefined : secret(text)
  if (token === undefined || !isCarriable(token)) return { kind: 'no-token', exchange }
  const refreshToken = textAt(exchange, source.refreshToken)
  const subject = textAt(exchange, source.subject)
  const expiresIn = secondsAt(exchange, source.expiresIn)
  return {
    kind: 'issued',
    token,
    exchange,
    ...(refreshToken !== undefined && { refreshToken: secret(refreshToken) }),
    ...(subject !== undefined && { subject }),
    ...(Number.isFinite(expiresIn) && { expiresIn }),
  }
}

/** The lifetime that an answer says, in seconds; NaN where it says none. */
function secondsAt(answer: Answer, expiresIn: RequestSource['expiresIn']): number {
  const said = Number(textAt(answer, expiresIn?.at) ?? Number.NaN)
  return expiresIn?.unit === 'milliseconds' ? said / 1_000 : said
}

/** The text or number at a place; undefined for anything else and for the empty text. */
function textAt(answer: Answer, where: Where | undefined): string | undefined {
  const value = where === undefined ? undefined : lookUp(answer, where)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

async function minted(keyVariable: string, tools: TokenTools): Promise<TokenOutcome> {
  const { values, jwt, kind, now = new Date() } = tools
  const key = secretIn(keyVariable, tools)
  const algorithm = jwt?.algorithms[0]
  if (key === undefined) return { kind: 'not-made', detail: `${keyVariable} is not set` }
  if (jwt === undefined || algorithm === undefined)
    return { kind: 'not-made', detail: 'the contract does not say what a token looks like' }
  const claims = fillJsonTemplate(jwt.claims as JsonTemplate, values) as Record<string, unknown>
  const lifetimeSeconds = jwt.lifetimeSeconds[kind]
  const made = await mintToken({
    claims,
    algorithm,
    key,
    encoding: jwt.keyEncoding,
    lifetimeSeconds,
    now,
  })
  if (made.kind === 'unusable-key')
    return { kind: 'not-made', detail: `${keyVariable}: ${made.detail}` }
  const subject = claims[jwt.subject]
  const token = tools.secret(made.token)
  return { kind: 'issued', token, ...(typeof subject === 'string' && { subject }) }
}

/** The secret of a variable; one that the contract declares as open text becomes a secret here. */
function secretIn(variable: string, { values, secret }: TokenTools): Secret | undefined {
  const value = values(variable)
  if (value instanceof Secret) return value.is(EMPTY) ? undefined : value
  return value === undefined || value === '' ? undefined : secret(value)
}

const EMPTY = new Secret('')

/** Visible ASCII (RFC 6749 §A.12, without the blank), at most as long as all headers together in Node.js (`--max-http-header-size`, 16 KiB). */
const CARRIABLE = /^[\x21-\x7e]{1,16384}$/

/** Whether a token can be sent as a Bearer credential. */
export function isCarriable(token: Secret): boolean {
  return CARRIABLE.test(token.reveal())
}

/** The user that a JWT names; for answers that name none beside the token. */
export function subjectIn(token: Secret, { jwt }: TokenPromise): string | undefined {
  const decoded = decodeToken(token)
  const named =
    jwt === undefined || decoded.kind === 'opaque' ? undefined : decoded.payload[jwt.subject]
  return typeof named === 'string' ? named : undefined
}
