import { describe, expect, it } from 'vitest'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { makeIssuer, NOW } from './support/issuer.ts'
import { obtainToken, SILENT, tools, way } from './support/obtain.ts'
import { decodeToken, verifySignature } from './support/plain.ts'

describe('a token at hand', () => {
  const given: TokenWay = { ...way(), source: { from: 'variable', variable: 'SMOKE_ACCESS_TOKEN' } }

  it('is taken from its variable, secret or not', async () => {
    expect(
      await obtainToken(given, tools(SILENT, { SMOKE_ACCESS_TOKEN: new Secret('t') })),
    ).toEqual({ kind: 'issued', token: 't' })
    expect(await obtainToken(given, tools(SILENT, { SMOKE_ACCESS_TOKEN: 't' }))).toEqual({
      kind: 'issued',
      token: 't',
    })
  })

  it('is missed by the name of its variable', async () => {
    expect(await obtainToken(given, tools(SILENT))).toEqual({
      kind: 'not-made',
      detail: 'SMOKE_ACCESS_TOKEN is not set',
    })
  })
})

describe('a token made here', () => {
  const minted: TokenWay = { ...way(), source: { from: 'mint', keyVariable: 'JWT_SECRET_KEY' } }

  it('is signed with the key and carries the promised claims for this user', async () => {
    const { key, promise } = makeIssuer('HS256')
    const jwt = { ...promise, claims: { ...promise.claims, sub: '{subject}', roles: ['{kind}'] } }
    const values = { JWT_SECRET_KEY: key, subject: 'user-1', kind: 'local' }
    const outcome = await obtainToken(minted, { ...tools(SILENT, values), jwt })
    const token = outcome.kind === 'issued' ? outcome.token : ''
    const iat = Math.floor(NOW.getTime() / 1000)
    expect(outcome).toMatchObject({ kind: 'issued', subject: 'user-1' })
    expect(decodeToken(token)).toMatchObject({
      payload: { sub: 'user-1', roles: ['local'], iat, exp: iat + 900 },
    })
    expect(await verifySignature(token, { kind: 'secret', secret: key }, ['HS256'])).toMatchObject({
      kind: 'valid',
    })
  })

  it('is not made without key, without promise, or with an unfit key, which is not told', async () => {
    const { promise: jwt } = makeIssuer('RS256')
    const values = { JWT_SECRET_KEY: new Secret('very-secret') }
    expect(await obtainToken(minted, { ...tools(SILENT), jwt })).toEqual({
      kind: 'not-made',
      detail: 'JWT_SECRET_KEY is not set',
    })
    expect(await obtainToken(minted, tools(SILENT, values))).toMatchObject({ kind: 'not-made' })
    const unfit = await obtainToken(minted, { ...tools(SILENT, { ...values, subject: 's' }), jwt })
    expect(unfit).toEqual({
      kind: 'not-made',
      detail: 'JWT_SECRET_KEY: RS256 needs a private key as PEM or JWK, and the text is neither',
    })
  })
})
