import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { everything, skipped, skippedIds } from './support/battery.ts'
import { makeIssuer } from './support/issuer.ts'
import { forgeTokens } from './support/plain.ts'

describe('the battery', () => {
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
})
