import type { Answer } from '../../../http/exchange.ts'
import { REASON_WORDING, type ReasonRow, type StatedReason } from './refusal-words.ts'

const LOOKED_AT = 4096

const REASONS = Object.entries(REASON_WORDING) as readonly [StatedReason, ReasonRow][]

/** The reason of a refusal, from the challenge (RFC 6750 §3) or the body; undefined if its words give none. */
export function statedReason({ text, headers }: Answer): StatedReason | undefined {
  const said = plainQuotes(`${headers['www-authenticate'] ?? ''} ${text.slice(0, LOOKED_AT)}`)
  return REASONS.find(([, { says }]) => says.test(said))?.[0]
}

/** Quotes as the library wrote them: JSON escapes them, HTML and some serialisers write them as numbers. */
function plainQuotes(said: string): string {
  return said
    .replaceAll(/\\u0027|&#0?39;|&#x27;|&apos;|[\u2018\u2019]/gi, "'")
    .replaceAll(/\\u0022|\\"|&quot;|&#34;|[\u201c\u201d]/gi, '"')
}

/** For each reason, the end of the sentence "refuses good tokens: …", and what to compare first. */
export const REASON_WORDS: Readonly<
  Record<StatedReason, { readonly means: string; readonly step: string }>
> = {
  missing: {
    means: 'it says that no token arrived',
    step: 'Look for what removes or renames the header of the token between users and the service.',
  },
  key: {
    means: 'it says that the signature is wrong',
    step: 'Compare the key that the service checks with and the key that the issuer signs with, by a hash of each; after a rotation, the service must load the key again.',
  },
  'no-key': {
    means: 'it says that it has no key for the token, by the `kid` or `alg` in its header',
    step: 'Compare `kid` and `alg` in the header of the token with the key set that the service loads: after a rotation the service must load it again, and from the URL of this issuer.',
  },
  audience: {
    means: 'it says that the audience is wrong',
    step: 'Decode the token and compare its `aud` with the audience that the service is configured to expect.',
  },
  issuer: {
    means: 'it says that the issuer is wrong',
    step: 'Decode the token and compare its `iss` with the issuer that the service is configured to expect, slash and all.',
  },
  expired: {
    means: 'it says that the token has expired',
    step: 'Compare `exp` of the token with the Date of the answer: a clock is ahead, or the lifetime is shorter than the time until the service checks the token.',
  },
  'too-early': {
    means: 'it says that the token is not valid yet',
    step: 'Compare `iat` and `nbf` of the token with the Date of the answer: one clock is behind the other; allow some seconds of leeway.',
  },
  'several-keys': {
    means: 'it says that several keys fit the token',
    step: 'Let the issuer write the `kid` of its key into the header of its tokens: without it, a key set with several keys fits more than once.',
  },
  algorithm: {
    means: 'it says that the algorithm of the signature is not allowed',
    step: 'Compare `alg` in the header of the token with the algorithms that the service allows, and with `alg` of the published key.',
  },
  claim: {
    means: 'it says that a claim is missing, or has another form',
    step: 'Decode the token, and compare its claims with those that the service requires.',
  },
  proof: {
    means: 'it asks for a proof of possession (DPoP, RFC 9449)',
    step: 'Compare how the issuer and the service are configured: the service wants tokens that are bound to a key, and gets bearer tokens.',
  },
  certificate: {
    means: 'it says that the token is bound to a client certificate (RFC 8705)',
    step: 'Compare the certificate that the token names in `cnf` with the one that the client shows: a proxy that ends TLS must pass it on, and this run shows that of CLIENT_CERT_FILE, if it is set.',
  },
  csrf: {
    means: 'it says that the token against forged requests (CSRF) is missing or wrong',
    step: "Look at what the web app sends beside the session cookie: a header with a second value is promised as `sent: { by: 'cookie-and-header' }`.",
  },
  account: {
    means: 'it says that the account is not active, or not known',
    step: 'Look at the account of this run in the data of the service: locked, disabled, not confirmed, or missing since data was restored.',
  },
  ended: {
    means: 'it says that the session has ended, or the token was revoked',
    step: 'Look for what ended the session: another sign-in of the same user where each may have one session, a sign-out, or a list of revoked tokens that is too wide.',
  },
  unreachable: {
    means: 'it says that it cannot reach the issuer or its keys',
    step: 'From where the service runs, ask for the keys or the verdict of the issuer: a URL of another environment, a closed way out, or a certificate that is not trusted.',
  },
  type: {
    means: 'it says that the type of the token is wrong',
    step: 'Compare `typ` in the header of the token (RFC 9068 writes at+jwt) and its type claims with what the middleware accepts.',
  },
  permission: {
    means: 'it says that the user lacks a role or a permission',
    step: 'Compare the roles of the user of this run with those that the route needs: were roles lost or renamed with this deploy?',
  },
  scope: {
    means: 'it says that a scope is missing',
    step: 'Compare the scopes of the token with those that the route needs, and let the issuer grant them to this client.',
  },
}
