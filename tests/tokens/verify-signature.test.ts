import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { mintToken } from '../../helpers/tokens/write-token.ts'
import { ASYMMETRIC, makeIssuer, ORDER, SYMMETRIC } from './support/issuer.ts'
import { verifySignature } from './support/plain.ts'

describe('a signature', () => {
  it.each(SYMMETRIC)('of %s is valid under the shared secret only', async (algorithm) => {
    const issuer = makeIssuer(algorithm)
    const token = await issuer.issue()
    const right = { kind: 'secret', secret: issuer.key } as const
    const wrong = { kind: 'secret', secret: new Secret(`${issuer.key.reveal()}x`) } as const
    expect(await verifySignature(token, right, [algorithm])).toEqual({ kind: 'valid', algorithm })
    expect(await verifySignature(token, wrong, [algorithm])).toMatchObject({ kind: 'invalid' })
  })

  it.each(ASYMMETRIC)('of %s is valid under the published key only', async (algorithm) => {
    const [issuer, other] = [makeIssuer(algorithm), makeIssuer(algorithm, 'another')]
    const token = await issuer.issue()
    expect(await verifySignature(token, { kind: 'jwks', jwks: issuer.jwks }, [algorithm])).toEqual({
      kind: 'valid',
      algorithm,
      keyId: 'key-1',
    })
    expect(
      await verifySignature(token, { kind: 'jwks', jwks: other.jwks }, [algorithm]),
    ).toMatchObject({ kind: 'invalid' })
  })

  it('is looked for under every key when the header names none', async () => {
    const [issuer, other] = [makeIssuer('ES256'), makeIssuer('ES256', 'another')]
    const token = await mintToken({ ...ORDER, algorithm: 'ES256', key: issuer.key })
    const jwks = { keys: [...(other.jwks?.keys ?? []), ...(issuer.jwks?.keys ?? [])] }
    expect(
      token.kind === 'minted' &&
        (await verifySignature(token.token, { kind: 'jwks', jwks }, ['ES256'])),
    ).toMatchObject({ kind: 'valid' })
  })

  it('cannot be judged without the key it names', async () => {
    const issuer = makeIssuer('ES256')
    const keys = issuer.jwks?.keys.map((key) => ({ ...key, kid: 'key-2' }))
    const fact = await verifySignature(await issuer.issue(), { kind: 'jwks', jwks: { keys } }, [
      'ES256',
    ])
    expect(fact).toEqual({
      kind: 'key-not-found',
      detail: 'the JWK Set holds no signing key with its kid and algorithm',
    })
  })

  it.each([undefined, null, 'text', [], {}, { keys: {} }])(
    'cannot be judged with keys that are none: %j',
    async (jwks) => {
      const issuer = makeIssuer('ES256')
      expect(
        await verifySignature(await issuer.issue(), { kind: 'jwks', jwks }, ['ES256']),
      ).toMatchObject({ kind: 'unreadable-keys' })
    },
  )

  it.each([
    [null],
    [1],
    [{ kty: 'EC' }],
    [{ kty: 'EC', crv: 'P-256', x: 'A', y: 'A', kid: 'key-1' }],
  ])('cannot be judged with a broken key: %j', async (key) => {
    const issuer = makeIssuer('ES256')
    const fact = await verifySignature(
      await issuer.issue(),
      { kind: 'jwks', jwks: { keys: [key] } },
      ['ES256'],
    )
    expect(['key-not-found', 'unsupported']).toContain(fact.kind)
  })

  it('of one kind is not checked with a key of another', async () => {
    const [shared, paired] = [makeIssuer('HS256'), makeIssuer('RS256')]
    expect(
      await verifySignature(await shared.issue(), { kind: 'jwks', jwks: paired.jwks }, ['HS256']),
    ).toMatchObject({ kind: 'unsupported' })
    expect(
      await verifySignature(await paired.issue(), { kind: 'secret', secret: shared.key }, [
        'RS256',
      ]),
    ).toMatchObject({ kind: 'unsupported' })
  })

  it.each(ASYMMETRIC)(
    'of %s is checked with a key at hand, in any of its forms',
    async (algorithm) => {
      const issuer = makeIssuer(algorithm)
      const token = await issuer.issue()
      const pair = createPrivateKey(issuer.key.reveal())
      const half = createPublicKey(issuer.key.reveal())
      for (const text of [
        issuer.key.reveal(),
        issuer.key.reveal().replaceAll('\n', '\\n'),
        JSON.stringify(pair.export({ format: 'jwk' })),
        half.export({ type: 'spki', format: 'pem' }).toString(),
        JSON.stringify({ ...half.export({ format: 'jwk' }), kid: 'another', use: 'sig' }),
      ]) {
        const secret = new Secret(text)
        expect(await verifySignature(token, { kind: 'secret', secret }, [algorithm])).toMatchObject(
          {
            kind: 'valid',
          },
        )
      }
    },
  )

  it('of another issuer is not that of a public key', async () => {
    const [issuer, other] = [makeIssuer('ES256'), makeIssuer('ES256', 'another')]
    const pem = createPublicKey(other.key.reveal()).export({ type: 'spki', format: 'pem' })
    const secret = new Secret(pem.toString())
    expect(
      await verifySignature(await issuer.issue(), { kind: 'secret', secret }, ['ES256']),
    ).toMatchObject({ kind: 'invalid' })
  })

  it('of a shared secret in base64 is checked with its bytes', async () => {
    const key = new Secret(Buffer.from('thirty-two bytes of this secret!').toString('base64'))
    const made = await mintToken({ ...ORDER, algorithm: 'HS256', key, encoding: 'base64' })
    const token = made.kind === 'minted' ? made.token : made.detail
    const checkedAs = (encoding: 'text' | 'base64') =>
      verifySignature(token, { kind: 'secret', secret: key, encoding }, ['HS256'])
    expect(await checkedAs('base64')).toMatchObject({ kind: 'valid' })
    expect(await checkedAs('text')).toMatchObject({ kind: 'invalid' })
  })

  it('is told apart from none, from one not promised, and from no JWT', async () => {
    const issuer = makeIssuer('HS256')
    const key = { kind: 'secret', secret: issuer.key } as const
    const token = await issuer.issue()
    const [, payload] = token.split('.')
    const none = Buffer.from('{"alg":"nOnE"}').toString('base64url')
    expect(await verifySignature(`${none}.${payload}.x`, key, ['HS256'])).toMatchObject({
      kind: 'unsigned',
    })
    expect(
      await verifySignature(token.slice(0, token.lastIndexOf('.') + 1), key, ['HS256']),
    ).toMatchObject({ kind: 'unsigned' })
    expect(await verifySignature(token, key, ['RS256'])).toMatchObject({
      kind: 'algorithm-not-promised',
    })
    expect(await verifySignature('opaque', key, ['HS256'])).toMatchObject({ kind: 'not-a-jwt' })
  })

  it('leaves the key set as it was', async () => {
    const issuer = makeIssuer('ES256')
    await verifySignature(await issuer.issue(), { kind: 'jwks', jwks: issuer.jwks }, ['ES256'])
    expect(Object.isFrozen(issuer.jwks?.keys[0])).toBe(false)
  })
})
