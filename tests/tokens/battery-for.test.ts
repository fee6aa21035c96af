import { describe, expect, it } from 'vitest'
import { ROWS_FOR_EVERY_ROUTE } from '../../helpers/session/trust.ts'
import { batteryFor } from '../../helpers/tokens/battery.ts'
import { everything } from './support/battery.ts'
import { makeIssuer, NOW } from './support/issuer.ts'
import { forgeTokens } from './support/plain.ts'

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
})
