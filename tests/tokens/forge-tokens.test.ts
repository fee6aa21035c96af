import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { everything, made, skippedIds } from './support/battery.ts'
import { differences } from './support/differences.ts'
import { NOW } from './support/issuer.ts'
import { forgeTokens } from './support/plain.ts'

const ALGORITHMS = ['HS256', 'RS256', 'ES256', 'EdDSA', 'PS256']

/** What each row changes about the good token; the signature goes with what it signs. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  'tampered-subject': ['payload.sub'],
  'tampered-signature': ['signature'],
  'stripped-signature': ['signature'],
  'foreign-key': ['signature'],
  'foreign-kid': ['header.kid', 'signature'],
  'foreign-jku': ['header.jku', 'signature'],
  'embedded-jwk': ['header.jwk', 'signature'],
  'empty-secret': ['header.alg', 'signature'],
  'alg-none': ['header.alg', 'signature'],
  'alg-none-signed': ['header.alg'],
  'alg-none-capitalised': ['header.alg', 'signature'],
  'alg-none-capitalised-signed': ['header.alg'],
  'alg-none-upper-case': ['header.alg', 'signature'],
  'alg-none-upper-case-signed': ['header.alg'],
  'alg-none-mixed-case': ['header.alg', 'signature'],
  'alg-none-mixed-case-signed': ['header.alg'],
  'hs256-public-key': ['header.alg', 'signature'],
  'hs256-public-key-trimmed': ['header.alg', 'signature'],
  expired: ['payload.iat', 'payload.exp', 'signature'],
  'not-yet-valid': ['payload.nbf', 'signature'],
  'wrong-issuer': ['payload.iss', 'signature'],
  'wrong-audience': ['payload.aud', 'signature'],
  'wrong-type': ['payload.token_type', 'signature'],
  'refresh-token': ['payload.token_type', 'signature'],
  garbage: ['everything'],
  'garbage-dotted': ['everything'],
  'garbage-punctuation': ['everything'],
  'garbage-latin1': ['everything'],
  empty: ['everything'],
  long: ['everything'],
}

describe.each(ALGORITHMS)('the battery of a %s token', (algorithm) => {
  it('is refused, row by row, by a service that keeps the promise, and the good token accepted before and after', async () => {
    const { issuer, real, options } = await everything(algorithm)
    await issuer.verify(real)
    for (const { id, token } of made(await forgeTokens(real, options)))
      await expect(issuer.verify(token), id).rejects.toThrow()
    await issuer.verify(real)
  })

  it('changes one thing a row', async () => {
    const { real, options } = await everything(algorithm)
    for (const { id, token } of made(await forgeTokens(real, options)))
      expect(differences(real, token), id).toEqual(
        id === 'empty-secret' && algorithm.startsWith('HS') ? ['signature'] : DIFFERENCES[id],
      )
  })

  it('has every row when everything is known', async () => {
    const { real, options } = await everything(algorithm)
    const confused = ['hs256-public-key', 'hs256-public-key-trimmed']
    expect(skippedIds(await forgeTokens(real, options))).toEqual(
      algorithm === 'HS256' ? confused : [],
    )
  })

  it('signs what it signs with the real key so that the signature is good', async () => {
    const { issuer, real, options } = await everything(algorithm)
    const battery = made(await forgeTokens(real, options))
    const proofs = ['expiry', 'not-before', 'issuer', 'audience', 'type']
    for (const { id, token } of battery.filter(({ proves }) => proofs.includes(proves)))
      await expect(issuer.verify(token), id).rejects.not.toThrow(/signature/)
  })
})

it('differs from the token of an issuer that signs with the empty secret itself', async () => {
  const { issuer } = await everything('HS256')
  const signed = (text: string) =>
    `${text}.${createHmac('sha256', '').update(text).digest('base64url')}`
  const withoutSignature = (token: string) => token.slice(0, token.lastIndexOf('.'))
  const real = signed(withoutSignature(await issuer.issue()))
  const battery = made(await forgeTokens(real, { now: NOW, jwt: issuer.promise }))
  const token = battery.find(({ id }) => id === 'empty-secret')?.token ?? ''
  expect(token).not.toBe(real)
  expect(token).toBe(signed(withoutSignature(token)))
})
