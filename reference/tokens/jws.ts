import { createHmac, timingSafeEqual } from 'node:crypto'
import { objectIn } from '../http/read-request.ts'

/** The claims of a token, as its second part holds them. */
export type Claims = Readonly<Record<string, unknown>>

/** A token taken apart. Nothing in it has been checked. */
export interface Jws {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Claims
  /** The first two parts, which the signature covers. */
  readonly signed: string
  readonly signature: string
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' })

/** Signs claims with HS256, the only algorithm of the platform (docs/netra.md#claims). */
export function signJws(claims: Claims, secret: string): string {
  const signed = `${HEADER}.${encode(claims)}`
  return `${signed}.${hmac(signed, secret)}`
}

/** Takes a token apart, or gives undefined when it does not have the form of one. */
export function readJws(token: string): Jws | undefined {
  const [first = '', second = '', third, ...more] = token.split('.')
  const header = decode(first)
  const claims = decode(second)
  if (header === undefined || claims === undefined) return undefined
  if (third === undefined || more.length > 0) return undefined
  return { header, claims, signed: `${first}.${second}`, signature: third }
}

/** Whether the signature is ours. */
export function isSignedWith(jws: Jws, secret: string): boolean {
  const expected = Buffer.from(hmac(jws.signed, secret))
  const given = Buffer.from(jws.signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function hmac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Record<string, unknown> | undefined {
  return /^[\w-]+$/.test(part)
    ? objectIn(Buffer.from(part, 'base64url').toString('utf8'))
    : undefined
}
