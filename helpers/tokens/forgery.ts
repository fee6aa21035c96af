import type { KeyObject } from 'node:crypto'
import type { Secret } from '../../env/secret.ts'
import type { DecodedJwt } from './decode-token.ts'

/**
 * What it proves when a wrong token is refused, and what an accepted one is: a forgery believed, an expired token believed,
 * a claim not looked at, any string believed.
 * - `signature`: claims are believed only under the issuer's own key (RFC 8725 §3.3, §3.10).
 * - `algorithm`: the verifier, not the token, chooses the algorithm (RFC 8725 §3.1, §3.2).
 * - `expiry`, `not-before`, `issuer`, `audience`, `type`: that one claim is looked at. Verifiers look
 *   at the signature first, so this is proved only by a token whose signature is good.
 * - `format`: any string is not enough. It says nothing about signatures.
 */
const ACCEPTED = {
  signature: 'forged',
  algorithm: 'forged',
  expiry: 'expired',
  'not-before': 'claim',
  issuer: 'claim',
  audience: 'claim',
  type: 'claim',
  format: 'malformed',
} as const

export type Proof = keyof typeof ACCEPTED

/** One row of the battery: a wrong token, or the reason why it cannot be made here. */
export type Forgery = Forged | Unforged

export interface Forged extends ForgeryWords {
  /** The wrong token. Parts of the good one, or a good refresh token, may be in it: as secret as those. */
  readonly token: Secret
}

/** `skipped` is the reason, for every report. */
export interface Unforged extends ForgeryWords {
  readonly skipped: string
}

export interface ForgeryWords {
  readonly id: string
  /** The rest of "refuses a token …". */
  readonly title: string
  readonly proves: Proof
  readonly group: (typeof ACCEPTED)[Proof]
  /** The document that asks for the refusal. */
  readonly source: string
  /** Statuses that refuse this token rightly although the contract's refusal may not name them. */
  readonly alsoRefusedWith: readonly number[]
  /** Hanging up refuses this token too: a server may have said why, and closed before all of it was sent (RFC 9112 §9.6). */
  readonly hangUp?: 'refuses'
}

/** The variable that stands for a wrong token in a command: with the issuer's own signature it is not forged. */
export function variableOf({ id, group }: Pick<ForgeryWords, 'id' | 'group'>): string {
  if (id === 'refresh-token') return 'REFRESH_TOKEN'
  return group === 'forged' ? 'FORGED_TOKEN' : 'WRONG_TOKEN'
}

/** One row of a table: `make` changes one thing about the good token. */
export interface ForgeryRow<Good> extends Omit<ForgeryWords, 'alsoRefusedWith' | 'group'> {
  readonly alsoRefusedWith?: readonly number[]
  readonly make: (good: Good) => Made | Promise<Made>
}

/** The wrong token, or why it cannot be made. */
export type Made = string | { readonly skipped: string }

/** The good token and what is known about it. */
export interface GoodToken {
  readonly token: string
  readonly now: Date
  readonly refreshToken: string | undefined
}

export interface GoodJwt extends GoodToken {
  readonly jwt: DecodedJwt
  /** The claim that names the user. */
  readonly subject: string
  /** The claims that say access or refresh. */
  readonly typeClaims: readonly string[]
  /** The issuer's own signing key, proved on the good token; or why there is none. */
  readonly signing: Known<KeyObject>
  /** The issuer's public key, proved on the good token; or why there is none. */
  readonly verifying: Known<KeyObject>
}

export type Known<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: string }

/** What a row says of itself, without the making. */
export function forgeryWords({
  id,
  title,
  proves,
  source,
  alsoRefusedWith = [],
  hangUp,
}: Omit<ForgeryRow<never>, 'make'>): ForgeryWords {
  return {
    id,
    title,
    proves,
    group: ACCEPTED[proves],
    source,
    alsoRefusedWith,
    ...(hangUp && { hangUp }),
  }
}
