import type { ForgeryRow, GoodJwt, Made } from './forgery.ts'
import { signParts } from './write-token.ts'

const HOUR = 3600
const FOREIGN = 'https://post-deploy-smoke.invalid'

/**
 * Tokens whose signature is the issuer's and of whose claims one is wrong. Verifiers look at the
 * signature first, so only the issuer's own key makes them; without it they are skipped, with the reason.
 */
export const CLAIM_BATTERY: readonly ForgeryRow<GoodJwt>[] = [
  {
    id: 'expired',
    title: 'that expired an hour ago',
    proves: 'expiry',
    source: 'RFC 7519 §4.1.4',
    // Issued two hours ago: far beyond any allowance for skew, and not yet too old to be looked at.
    make: (good) =>
      resigned(good, (claims) => ({
        iat: seconds(good) - 2 * HOUR,
        exp: seconds(good) - HOUR,
        ...(claims.nbf !== undefined && { nbf: seconds(good) - 2 * HOUR }),
      })),
  },
  {
    id: 'not-yet-valid',
    title: 'that is not valid before an hour from now',
    proves: 'not-before',
    source: 'RFC 7519 §4.1.5',
    make: (good) => resigned(good, () => ({ nbf: seconds(good) + HOUR })),
  },
  {
    id: 'wrong-issuer',
    title: 'of another issuer',
    proves: 'issuer',
    source: 'RFC 8725 §3.8',
    make: (good) =>
      resigned(good, ({ iss }) =>
        iss === undefined ? 'no token here names its issuer' : { iss: FOREIGN },
      ),
  },
  {
    id: 'wrong-audience',
    title: 'for another audience',
    proves: 'audience',
    source: 'RFC 8725 §3.9',
    make: (good) =>
      resigned(good, ({ aud }) =>
        aud === undefined
          ? 'no token here names its audience'
          : { aud: Array.isArray(aud) ? [FOREIGN] : FOREIGN },
      ),
  },
  {
    id: 'wrong-type',
    title: 'whose type is refresh and not access',
    proves: 'type',
    source: 'RFC 8725 §3.11, §3.12',
    make: (good) =>
      resigned(good, (claims) => {
        const present = good.typeClaims.filter((claim) => claims[claim] !== undefined)
        return present.length === 0
          ? 'no claim of the tokens here says access or refresh'
          : Object.fromEntries(present.map((claim) => [claim, 'refresh']))
      }),
  },
]

type Claims = Readonly<Record<string, unknown>>

/** The good token with some claims changed, under the issuer's own key; a text is why there is nothing to change. */
async function resigned(good: GoodJwt, change: (claims: Claims) => Claims | string): Promise<Made> {
  const changed = change(good.jwt.payload)
  if (typeof changed === 'string') return { skipped: changed }
  if (good.signing.kind === 'unknown') return { skipped: good.signing.why }
  return signParts(good.jwt.header, { ...good.jwt.payload, ...changed }, good.signing.value)
}

function seconds({ now }: GoodJwt): number {
  return Math.floor(now.getTime() / 1000)
}
