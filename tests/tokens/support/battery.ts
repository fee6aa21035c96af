import type { Unforged } from '../../../helpers/tokens/forgery.ts'
import { makeIssuer, NOW } from './issuer.ts'
import type { Forged, Forgery } from './plain.ts'

export function made(battery: readonly Forgery[]): readonly Forged[] {
  return battery.filter((forgery): forgery is Forged => 'token' in forgery)
}

export function skipped(battery: readonly Forgery[]): readonly Unforged[] {
  return battery.filter((forgery): forgery is Unforged => 'skipped' in forgery)
}

export function skippedIds(battery: readonly Forgery[]): readonly string[] {
  return skipped(battery).map(({ id }) => id)
}

/** All that is needed for every row that the issuer's algorithm allows. */
export async function everything(algorithm: string) {
  const issuer = makeIssuer(algorithm)
  const refreshToken = await issuer.issue({ token_type: 'refresh' })
  const { promise: jwt, key, jwks } = issuer
  return { issuer, real: await issuer.issue(), options: { now: NOW, jwt, key, jwks, refreshToken } }
}
