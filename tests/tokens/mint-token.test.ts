import { exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { mintToken } from '../../helpers/tokens/write-token.ts'
import { ASYMMETRIC, makeIssuer, NOW, ORDER, SYMMETRIC } from './support/issuer.ts'
import { decodeToken } from './support/plain.ts'

async function minted(algorithm: string, key: Secret): Promise<string> {
  const made = await mintToken({ ...ORDER, algorithm, key })
  return made.kind === 'minted' ? made.token : made.detail
}

describe('a minted token', () => {
  it('carries the claims, and iat, exp and jti', async () => {
    const { key } = makeIssuer('HS256')
    const decoded = decodeToken(await minted('HS256', key))
    const iat = Math.floor(NOW.getTime() / 1000)
    expect(decoded).toMatchObject({
      header: { alg: 'HS256', typ: 'JWT' },
      payload: { sub: 'a', iat, exp: iat + 60, jti: expect.any(String) },
    })
  })

  it('has an id of its own', async () => {
    const { key } = makeIssuer('HS256')
    expect(await minted('HS256', key)).not.toBe(await minted('HS256', key))
  })

  it.each([...SYMMETRIC, ...ASYMMETRIC])(
    'is what an issuer with %s would have made',
    async (algorithm) => {
      const issuer = makeIssuer(algorithm)
      const made = await mintToken({
        ...ORDER,
        claims: issuer.promise.claims,
        algorithm,
        key: issuer.key,
      })
      expect(made.kind === 'minted' && (await issuer.verify(made.token))).toBe(undefined)
    },
  )

  it('is made with a private key as JWK, and as PEM on one line', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = new Secret(JSON.stringify(await exportJWK(privateKey)))
    expect(decodeToken(await minted('ES256', jwk)).kind).toBe('jwt')
    const { key } = makeIssuer('ES256')
    const oneLine = new Secret(key.reveal().replaceAll('\n', '\\n'))
    expect(decodeToken(await minted('ES256', oneLine)).kind).toBe('jwt')
  })

  it.each([
    ['RS256', 'not-a-private-key-but-very-secret'],
    ['ES256', '{"kty":"EC","d":"very-secret"}'],
    ['HS256', ''],
    ['none', 'very-secret'],
    ['HS999', 'very-secret'],
  ])('is not made with %s and an unfit key, which is not told', async (algorithm, text) => {
    const made = await mintToken({ ...ORDER, algorithm, key: new Secret(text) })
    expect(made.kind).toBe('unusable-key')
    expect(JSON.stringify(made)).not.toContain('secret')
  })
})
