import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { batteryFor, forgeTokens as forge } from '../../helpers/tokens/battery.ts'
import { everything, made, skipped } from './support/battery.ts'
import { NOW } from './support/issuer.ts'
import { forgeTokens } from './support/plain.ts'

describe('the battery', () => {
  it('is the same for the same input, where the algorithm is', async () => {
    for (const algorithm of ['HS256', 'RS256', 'EdDSA']) {
      const { real, options } = await everything(algorithm)
      expect(await forgeTokens(real, options)).toEqual(await forgeTokens(real, options))
    }
  })

  it('keeps the form of the subject', async () => {
    const { issuer, options } = await everything('HS256')
    for (const [sub, form] of [
      ['42', /^2147483647$/],
      ['7d3f2c1a-5b6e-4f80-9a1b-2c3d4e5f6a7b', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
      ['a@example.com', /^\w@example\.com$/],
    ] as const) {
      const real = await issuer.issue({ sub })
      const tampered = made(await forgeTokens(real, options)).find(
        ({ id }) => id === 'tampered-subject',
      )
      const payload = JSON.parse(
        Buffer.from(tampered?.token.split('.')[1] ?? '', 'base64url').toString(),
      )
      expect(payload.sub).not.toBe(sub)
      expect(payload.sub.length === sub.length || sub === '42').toBe(true)
      expect(sub === 'a@example.com' || form.test(payload.sub)).toBe(true)
    }
  })

  it('ages an expired token by two hours, so that it is not refused as too old or from the future', async () => {
    const { real, options } = await everything('HS256')
    const expired = made(await forgeTokens(real, options)).find(({ id }) => id === 'expired')
    const { iat, exp } = JSON.parse(
      Buffer.from(expired?.token.split('.')[1] ?? '', 'base64url').toString(),
    )
    const now = Math.floor(NOW.getTime() / 1000)
    expect({ iat, exp }).toEqual({ iat: now - 7200, exp: now - 3600 })
  })

  it('points to no host that exists', async () => {
    const { real, options } = await everything('ES256')
    const headers = made(await forgeTokens(real, options)).map(({ token }) =>
      Buffer.from(token.split('.')[0] ?? '', 'base64url').toString(),
    )
    const urls = headers.flatMap((header) => header.match(/https?:\/\/[^"]+/g) ?? [])
    expect(urls).toEqual(['https://keys.post-deploy-smoke.invalid/jwks.json'])
  })

  it('is made of characters that a header may carry', async () => {
    const { real, options } = await everything('RS256')
    for (const { id, token } of made(await forgeTokens(real, options)))
      expect(/^[\t\x20-\x7e\x80-\xff]*$/.test(token), id).toBe(true)
  })

  it.each([
    ['a token promised as a JWT that is none', 'opaque-token'],
    [
      'a header with an algorithm nobody knows',
      `${Buffer.from('{"alg":"XX1"}').toString('base64url')}.${Buffer.from('{"sub":"a"}').toString('base64url')}.c2ln`,
    ],
    [
      'a header without an algorithm',
      `${Buffer.from('{}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.c2ln`,
    ],
    [
      'a claim nested beyond reason',
      `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(`{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}`).toString('base64url')}.c2ln`,
    ],
  ])('is whole, with reasons, for %s', async (_, real) => {
    const { options } = await everything('ES256')
    const battery = await forgeTokens(real, options)
    expect(battery.map(({ id }) => id)).toEqual(
      batteryFor({ jwt: options.jwt }).map(({ id }) => id),
    )
    expect(skipped(battery).every((row) => row.skipped.length > 10)).toBe(true)
  })

  it('for an opaque token changes one character, and sends what is no token at all', async () => {
    const battery = made(
      await forgeTokens('sk_0123456789abcdef', { now: NOW, refreshToken: 'refresh' }),
    )
    expect(battery.map(({ id }) => id)).toEqual([
      'tampered',
      'refresh-token',
      'garbage',
      'garbage-dotted',
      'garbage-punctuation',
      'garbage-latin1',
      'empty',
      'long',
    ])
    expect(battery[0]?.token).toBe('sk_0123457789abcdef')
    expect(battery.at(-1)?.token.length).toBe(16_384)
  })

  it('makes a secret of every forged token but those that are no tokens at all', async () => {
    const { real, options } = await everything('ES256')
    const secrets: string[] = []
    const forgeries = await forge(new Secret(real), {
      ...options,
      refreshToken: new Secret(options.refreshToken),
      secret: (text) => {
        secrets.push(text)
        return new Secret(text)
      },
    })
    const meant = forgeries.flatMap((forgery) =>
      'token' in forgery && forgery.group !== 'malformed' ? [forgery.token.reveal()] : [],
    )
    expect(meant.length).toBeGreaterThan(10)
    expect(secrets.sort()).toEqual(meant.sort())
  })
})
