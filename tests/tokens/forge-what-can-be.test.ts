import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { ROWS_FOR_EVERY_ROUTE } from '../../helpers/session/trust.ts'
import { batteryFor } from '../../helpers/tokens/battery-for.ts'
import { forgeTokens as forge } from '../../helpers/tokens/forge-tokens.ts'
import type { Unforged } from '../../helpers/tokens/forgery.ts'
import { makeIssuer, NOW } from './support/issuer.ts'
import { type Forged, type Forgery, forgeTokens } from './support/plain.ts'

function made(battery: readonly Forgery[]): readonly Forged[] {
  return battery.filter((forgery): forgery is Forged => 'token' in forgery)
}

function skipped(battery: readonly Forgery[]): readonly Unforged[] {
  return battery.filter((forgery): forgery is Unforged => 'skipped' in forgery)
}

function skippedIds(battery: readonly Forgery[]): readonly string[] {
  return skipped(battery).map(({ id }) => id)
}

/** All that is needed for every row that the issuer's algorithm allows. */
async function everything(algorithm: string) {
  const issuer = makeIssuer(algorithm)
  const refreshToken = await issuer.issue({ token_type: 'refresh' })
  const { promise: jwt, key, jwks } = issuer
  return { issuer, real: await issuer.issue(), options: { now: NOW, jwt, key, jwks, refreshToken } }
}

describe('the battery', () => {
  it('is announced before there is a token, in the same order and words', async () => {
    const { real, options } = await everything('ES256')
    const words = (await forgeTokens(real, options)).map(
      ({ id, title, proves, group, source, alsoRefusedWith, hangUp }) => ({
        id,
        title,
        proves,
        group,
        source,
        alsoRefusedWith,
        ...(hangUp && { hangUp }),
      }),
    )
    expect(batteryFor({ jwt: options.jwt })).toEqual(words)
    expect(batteryFor({}).map(({ id }) => id)).toEqual(
      (await forgeTokens('opaque', { now: NOW })).map(({ id }) => id),
    )
  })

  it('misuses no public key where the issuer has none', () => {
    const idsFor = (algorithm: string) =>
      batteryFor({ jwt: makeIssuer(algorithm).promise }).map(({ id }) => id)
    const misuses = ['hs256-public-key', 'hs256-public-key-trimmed']
    expect(idsFor('ES256')).toEqual(expect.arrayContaining(misuses))
    expect(idsFor('HS256')).toEqual(idsFor('ES256').filter((id) => !misuses.includes(id)))
  })

  it('is short for a service that asks its issuer, whose own route gets every row', () => {
    const { promise: jwt } = makeIssuer('ES256')
    const delegated = [{ consumer: 'api', unreachable: { statuses: [503], reasons: [] } }]
    const idsFor = (service: string) => batteryFor({ jwt, delegated }, service).map(({ id }) => id)
    expect(idsFor('issuer')).toEqual(batteryFor({ jwt }).map(({ id }) => id))
    const short = idsFor('api')
    expect(short).toEqual(idsFor('issuer').filter((id) => short.includes(id)))
    expect(short).toEqual(
      expect.arrayContaining([
        ...ROWS_FOR_EVERY_ROUTE,
        'tampered-subject',
        'tampered-signature',
        'stripped-signature',
        'alg-none-signed',
        'alg-none-mixed-case',
        'refresh-token',
        'empty',
        'long',
      ]),
    )
    expect(short.filter((id) => /^foreign-(?:kid|jku)|embedded|public-key/.test(id))).toEqual([])
  })

  it('has ids and titles that are unique, whatever the letter case', () => {
    const { promise: jwt } = makeIssuer('ES256')
    for (const words of [batteryFor({ jwt }), batteryFor({})])
      for (const part of ['id', 'title'] as const)
        expect(new Set(words.map((row) => row[part].toLowerCase())).size).toBe(words.length)
  })

  it('is the same for the same input, where the algorithm is', async () => {
    for (const algorithm of ['HS256', 'RS256', 'EdDSA']) {
      const { real, options } = await everything(algorithm)
      expect(await forgeTokens(real, options)).toEqual(await forgeTokens(real, options))
    }
  })

  it('skips claims when the key is not known, with the reason', async () => {
    const { real, options } = await everything('HS256')
    const { key: _, ...keyless } = options
    const battery = await forgeTokens(real, keyless)
    expect(skippedIds(battery)).toEqual([
      'hs256-public-key',
      'hs256-public-key-trimmed',
      'expired',
      'not-yet-valid',
      'wrong-issuer',
      'wrong-audience',
      'wrong-type',
    ])
    expect(skipped(battery).find(({ id }) => id === 'expired')?.skipped).toMatch(
      /signing key is not at hand/,
    )
  })

  it.each(['HS256', 'RS256'])(
    "skips claims when the configured key is not the issuer's: %s",
    async (algorithm) => {
      const { real, options } = await everything(algorithm)
      const other = makeIssuer(algorithm, 'another')
      const battery = await forgeTokens(real, {
        ...options,
        key: other.key,
      })
      expect(skipped(battery).find(({ id }) => id === 'expired')?.skipped).toMatch(
        /not the one the issuer signs with/,
      )
      const unusable = await forgeTokens(real, { ...options, key: new Secret('') })
      expect(skipped(unusable).find(({ id }) => id === 'expired')?.skipped).toMatch(
        /cannot be used: the key is empty/,
      )
    },
  )

  it('takes the public key from the JWK Set alone', async () => {
    const { real, options } = await everything('RS256')
    const { key: _, ...keyless } = options
    const { jwks: __, ...unknown } = keyless
    const other = makeIssuer('RS256', 'another')
    expect(skippedIds(await forgeTokens(real, keyless))).not.toContain('hs256-public-key')
    expect(skippedIds(await forgeTokens(real, unknown))).toContain('hs256-public-key')
    expect(skippedIds(await forgeTokens(real, { ...keyless, jwks: other.jwks }))).toContain(
      'hs256-public-key',
    )
  })

  it('skips the claims that no token has, and the refresh token that nobody got', async () => {
    const { issuer, options } = await everything('HS256')
    const bare = await issuer.issue({
      iss: undefined as never,
      aud: undefined as never,
      token_type: undefined,
    })
    const { refreshToken: _, ...rest } = options
    const battery = skipped(await forgeTokens(bare, rest)).map(
      ({ id, skipped: why }) => `${id}: ${why}`,
    )
    expect(battery).toEqual(
      expect.arrayContaining([
        'wrong-issuer: no token here names its issuer',
        'wrong-audience: no token here names its audience',
        'wrong-type: no claim of the tokens here says access or refresh',
        'refresh-token: no refresh token was issued',
      ]),
    )
    const same = skipped(await forgeTokens(bare, { ...rest, refreshToken: bare }))
    expect(same.find(({ id }) => id === 'refresh-token')?.skipped).toBe(
      'the refresh token issued is the access token',
    )
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
