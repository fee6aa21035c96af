import { createHmac } from 'node:crypto'
import { type ForeignKey, foreignKey } from './foreign-key.ts'
import type { ForgeryRow, GoodJwt, Made } from './forgery.ts'
import { changeOneCharacter, compact, signParts } from './write-token.ts'

/** A host that resolves nowhere (RFC 6761 §6.4): who follows it fetches nothing. */
const FOREIGN_KEYS_URL = 'https://keys.post-deploy-smoke.invalid/jwks.json'

/** The largest number a signed 32-bit column holds: in the form of a user's number, but no user has it. */
const NOBODY = 2_147_483_647

/** Spellings that compare unequal to "none" and still end in no check at all (RFC 8725 §2.1). */
const NONES = [
  { none: 'none', id: 'alg-none', spelled: 'none' },
  { none: 'None', id: 'alg-none-capitalised', spelled: 'None (capitalised)' },
  { none: 'NONE', id: 'alg-none-upper-case', spelled: 'NONE (upper case)' },
  { none: 'nOnE', id: 'alg-none-mixed-case', spelled: 'nOnE (mixed case)' },
]

/**
 * Tokens whose claims are all good and whose signature is not the issuer's over them. Accepted, any
 * of them lets everybody be anybody. None needs the issuer's key.
 */
export const SIGNATURE_BATTERY: readonly ForgeryRow<GoodJwt>[] = [
  {
    id: 'tampered-subject',
    title: 'whose subject was tampered with',
    proves: 'signature',
    source: 'RFC 8725 §3.3',
    make: ({ jwt, subject }) => {
      const payload = { ...jwt.payload, [subject]: anotherSubject(jwt.payload[subject]) }
      return compact(jwt.parts[0], payload, jwt.parts[2])
    },
  },
  {
    id: 'tampered-signature',
    title: 'whose signature was changed in one character',
    proves: 'signature',
    source: 'RFC 8725 §3.3',
    make: ({ jwt }) => compact(jwt.parts[0], jwt.parts[1], changeOneCharacter(jwt.parts[2])),
  },
  {
    id: 'stripped-signature',
    title: 'whose signature was stripped',
    proves: 'signature',
    source: 'RFC 8725 §3.3, OWASP WSTG-SESS-10',
    make: ({ jwt }) => compact(jwt.parts[0], jwt.parts[1], ''),
  },
  {
    id: 'foreign-key',
    title: 'signed with a foreign key',
    proves: 'signature',
    source: 'RFC 8725 §3.3',
    make: (good) => foreign(good, () => ({})),
  },
  {
    id: 'foreign-kid',
    title: 'that names a foreign key by kid',
    proves: 'signature',
    source: 'RFC 8725 §3.10',
    make: (good) => foreign(good, ({ kid }) => ({ kid })),
  },
  {
    id: 'foreign-jku',
    title: 'that points to a foreign key set by jku',
    proves: 'signature',
    source: 'RFC 8725 §3.10',
    make: (good) => foreign(good, () => ({ jku: FOREIGN_KEYS_URL })),
  },
  {
    id: 'embedded-jwk',
    title: 'that brings a foreign key along as jwk',
    proves: 'signature',
    source: 'RFC 8725 §3.10, OWASP WSTG-SESS-10',
    make: (good) => foreign(good, ({ verifying }) => ({ jwk: verifying })),
  },
  {
    id: 'empty-secret',
    title: 'signed with the empty secret',
    proves: 'signature',
    source: 'RFC 8725 §3.5',
    make: ({ jwt }) => emptySecret(jwt),
  },
  ...NONES.flatMap(({ none, id, spelled }): ForgeryRow<GoodJwt>[] => [
    {
      id,
      title: `with alg ${spelled} and no signature`,
      proves: 'algorithm',
      source: 'RFC 8725 §2.1, §3.1',
      make: ({ jwt }) => compact({ ...jwt.header, alg: none }, jwt.parts[1], ''),
    },
    {
      id: `${id}-signed`,
      title: `with alg ${spelled} and the good signature`,
      proves: 'algorithm',
      source: 'RFC 8725 §2.1, §3.1',
      make: ({ jwt }) => compact({ ...jwt.header, alg: none }, jwt.parts[1], jwt.parts[2]),
    },
  ]),
  {
    id: 'hs256-public-key',
    title: "signed HS256 with the issuer's public key (PEM) as the secret",
    proves: 'algorithm',
    source: 'RFC 8725 §2.1, OWASP WSTG-SESS-10',
    make: (good) => confused(good, (pem) => pem),
  },
  {
    id: 'hs256-public-key-trimmed',
    title:
      "signed HS256 with the issuer's public key (PEM without its last line break) as the secret",
    proves: 'algorithm',
    source: 'RFC 8725 §2.1, OWASP WSTG-SESS-10',
    make: (good) => confused(good, (pem) => pem.trimEnd()),
  },
]

function anotherSubject(subject: unknown): unknown {
  if (typeof subject === 'number') return NOBODY
  if (typeof subject !== 'string') return 'post-deploy-smoke'
  return /^\d+$/.test(subject) ? String(NOBODY) : changeOneCharacter(subject)
}

/** The good claims under our own key; `says` is what the header says about it. */
async function foreign(
  { jwt }: GoodJwt,
  says: (key: ForeignKey) => Record<string, unknown>,
): Promise<string> {
  const key = await foreignKey(String(jwt.header.alg))
  return signParts({ ...jwt.header, ...says(key) }, jwt.payload, key.signing)
}

/**
 * Made for services whose variable of the secret is set to nothing; jose signs with no empty key. Where the issuer signs so
 * itself, the token has an id of its own, so that it is another one than the issuer's.
 */
function emptySecret({ header, payload, parts }: GoodJwt['jwt']): string {
  const [, bits] = /^HS(256|384|512)$/.exec(String(header.alg)) ?? []
  const first = bits === undefined ? { ...header, alg: 'HS256' } : parts[0]
  const signed = (claims: Parameters<typeof compact>[1]) => {
    const text = compact(first, claims, '').slice(0, -1)
    const hmac = createHmac(`sha${bits ?? 256}`, '').update(text)
    return `${text}.${hmac.digest('base64url')}`
  }
  const same = signed(parts[1])
  return same === parts.join('.') ? signed({ ...payload, jti: OWN_ID }) : same
}

const OWN_ID = 'post-deploy-smoke-of-this-run'

/** Made for verifiers that hand "the key" to whatever algorithm the token names. */
async function confused(
  { jwt, verifying }: GoodJwt,
  spelled: (pem: string) => string,
): Promise<Made> {
  if (verifying.kind === 'unknown') return { skipped: verifying.why }
  const pem = verifying.value.export({ type: 'spki', format: 'pem' }).toString()
  const secret = new TextEncoder().encode(spelled(pem))
  return signParts({ ...jwt.header, alg: 'HS256' }, jwt.payload, secret)
}
