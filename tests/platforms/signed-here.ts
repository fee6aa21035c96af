/** The key with which a run signs its own tokens, of a platform that is no more than a socket. */
export const KEY = 'amber-field-52-slow-river-quiet-lantern-31'

export const KEY_VARIABLE = { name: 'JWT_KEY', meaning: 'The key.', example: KEY, kind: 'secret' }

/** What such a platform promises about tokens. @param issuer the service that checks them */
export function signedHere(issuer: string) {
  return {
    issuer,
    ways: [
      { id: 'minted', title: 'signed here', source: { from: 'mint', keyVariable: 'JWT_KEY' } },
    ],
    jwt: {
      algorithms: 'HS256',
      key: { kind: 'secret', variable: 'JWT_KEY' },
      claims: { sub: '{subject}' },
      lifetimeSeconds: 3600,
    },
  }
}
