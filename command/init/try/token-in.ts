import type { Answer } from '../../../helpers/http/exchange.ts'
import { readCookies } from '../../../helpers/http/header-fields.ts'
import { lookUp, lookUpJson } from '../../../helpers/promise/where.ts'

/** Where an answer to a login holds what, as places of the contract. */
export interface TokenPlaces {
  readonly token: string
  readonly refreshToken?: string
  readonly expiresIn?: string
}

/** Names of members that hold an access token, the most exact first. */
const TOKEN = [
  /^access_?token$/i,
  // djangorestframework-simplejwt 5.5: `access` beside `refresh`.
  /^access$/i,
  /^(?:auth|authentication|bearer|session)_?token$/i,
  /^token$/i,
  /^jwt$/i,
  /^id_?token$/i,
]
const REFRESH = /^refresh(?:_?token)?$/i
/** Names of tokens that open nothing by themselves. */
const NOT_FOR_ACCESS = /refresh|csrf|xsrf|id_?token/i
const EXPIRES = /^expires_?in$/i
const COOKIE = /token|sess|sid|auth|jwt/i
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/

/** How deep a login's answer is searched. */
const DEEPEST = 3

/** Finds the token in the answer to a login: a member by its name, else a text that is a JWT, else a cookie. */
export function tokenIn(answer: Answer): TokenPlaces | undefined {
  const leaves = membersOf(answer.json)
  const named = (pattern: RegExp, type: 'string' | 'number') =>
    leaves.find(
      ({ path, value }) => pattern.test(path.at(-1) ?? '') && typeof value === type && value !== '',
    )
  const found =
    TOKEN.map((pattern) => named(pattern, 'string')).find((leaf) => leaf !== undefined) ??
    leaves.find(
      ({ path, value }) =>
        typeof value === 'string' && JWT.test(value) && !NOT_FOR_ACCESS.test(path.at(-1) ?? ''),
    )
  const cookie = found === undefined ? cookieOf(answer) : undefined
  const token = found?.path.join('.') ?? (cookie === undefined ? undefined : `cookie:${cookie}`)
  if (token === undefined) return undefined
  const refreshToken = named(REFRESH, 'string')?.path.join('.')
  const expiresIn = named(EXPIRES, 'number')?.path.join('.')
  return {
    token,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(expiresIn !== undefined && { expiresIn }),
  }
}

/** The text at a place of an answer. */
export function textAt(answer: Answer, at: string): string | undefined {
  const value = lookUp(answer, at)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** How many milliseconds or seconds one of `expiresIn` is, as the token's own lifetime in seconds shows. */
export function unitOf(
  answer: Answer,
  at: string,
  lifetime: number | undefined,
): 'seconds' | 'other' {
  const said = lookUpJson(answer.json, at)
  if (typeof said !== 'number') return 'other'
  // Issuers round down: 299 of 300 seconds.
  return lifetime === undefined || Math.abs(said - lifetime) <= 2 ? 'seconds' : 'other'
}

/** The members of a JSON value that hold no others, each with its path. */
export function membersOf(
  json: unknown,
  path: readonly string[] = [],
): { path: readonly string[]; value: unknown }[] {
  if (json === null || typeof json !== 'object') return [{ path, value: json }]
  if (path.length >= DEEPEST) return []
  return Object.entries(json).flatMap(([name, value]) => membersOf(value, [...path, name]))
}

function cookieOf(answer: Answer): string | undefined {
  const names = [...readCookies(answer).keys()]
  return names.find((name) => COOKIE.test(name)) ?? names[0]
}
