import { describe, expect, it } from 'vitest'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import type * as obtain from '../../helpers/tokens/obtain-token.ts'
import { answer } from '../diagnosis/support/facts.ts'
import { obtainToken, REQUEST, SILENT, tools, way } from './support/obtain.ts'

describe('asking for a token', () => {
  it('brings the token and what stands beside it', async () => {
    const exchange = answer(200, {
      access_token: 't',
      refresh_token: 'r',
      expires_in: '900',
      user: { id: 7 },
    })
    const asked = way({
      refreshToken: 'refresh_token',
      expiresIn: { at: 'expires_in', unit: 'seconds' },
      subject: 'user.id',
    })
    expect(await obtainToken(asked, tools(exchange))).toEqual({
      kind: 'issued',
      token: 't',
      refreshToken: 'r',
      expiresIn: 900,
      subject: '7',
      exchange,
    })
  })

  it('reads a lifetime in milliseconds as seconds', async () => {
    const exchange = answer(200, { access_token: 't', expires: 900_000 })
    const asked = way({ expiresIn: { at: 'expires', unit: 'milliseconds' } })
    expect(await obtainToken(asked, tools(exchange))).toMatchObject({ expiresIn: 900 })
  })

  it.each([
    ['deep in JSON', 'data.0.jwt', answer(201, { data: [{ jwt: 't' }] })],
    [
      'in a cookie',
      'cookie:session',
      answer(200, {}, { 'set-cookie': 'a=b\nsession=t; HttpOnly' }),
    ],
    [
      'in the cookie of a redirect',
      'cookie:session',
      answer(302, '', { 'set-cookie': 'session=t; Path=/' }),
    ],
    ['in a header', 'header:X-Token', answer(200, '', { 'x-token': 't' })],
    ['as the whole body', 'text', answer(200, 't\n')],
  ])('finds it %s', async (_, where, exchange) => {
    expect(await obtainToken(way({ token: where }), tools(exchange))).toMatchObject({
      kind: 'issued',
      token: 't',
    })
  })

  it('makes a secret of every token that it reads', async () => {
    const secrets: string[] = []
    const secret = (text: string) => {
      secrets.push(text)
      return new Secret(text)
    }
    const exchange = answer(200, { access_token: 't', refresh_token: 'r', sub: 'user-1' })
    const asked = way({ refreshToken: 'refresh_token', subject: 'sub' })
    await obtainToken(asked, { ...tools(exchange), secret })
    expect(secrets.sort()).toEqual(['r', 't'])
  })

  it('leaves out what is not there', async () => {
    const exchange = answer(200, { access_token: 't', expires_in: 'soon' })
    const asked = way({
      refreshToken: 'refresh_token',
      expiresIn: { at: 'expires_in', unit: 'seconds' },
      subject: 'user.id',
    })
    expect(await obtainToken(asked, tools(exchange))).toEqual({
      kind: 'issued',
      token: 't',
      exchange,
    })
  })

  it('hands the names of the request on', async () => {
    const seen: unknown[] = []
    const ask: obtain.TokenTools['ask'] = async (...asked) => {
      seen.push(asked)
      return answer(200, { access_token: 't' })
    }
    await obtainToken(way(), { ...tools(SILENT), ask, extra: { 'user.email': 'a@b' } })
    expect(seen).toEqual([[REQUEST, { 'user.email': 'a@b' }]])
  })

  it.each([
    ['refused', answer(401, { detail: 'no' })],
    ['refused', answer(403, { access_token: 'a token beside an error counts for nothing' })],
    ['refused', answer(500, 'oops')],
    ['refused', answer(302, '', { location: '/login' })],
    ['no-token', answer(200, { token: 't' })],
    ['no-token', answer(200, { access_token: null })],
    ['no-token', answer(200, { access_token: { value: 't' } })],
    ['no-token', answer(200, { access_token: '  ' })],
    ['no-token', answer(200, { access_token: 'a b' })],
    ['no-token', answer(200, { access_token: 'x'.repeat(16_385) })],
    ['no-token', answer(200, '<html>')],
  ])('is %s for %#', async (kind, exchange) => {
    expect(await obtainToken(way(), tools(exchange))).toEqual({ kind, exchange })
  })

  it('tells a way that is not offered here, by status, by body, and by reason', async () => {
    const unavailable: TokenWay['unavailable'] = [
      { statuses: [403] },
      { statuses: [], says: { at: 'ok', is: [false] } },
      { statuses: [503], reasons: ['not configured'] },
    ]
    const kindOf = async (exchange: Answer) =>
      (await obtainToken(way({}, unavailable), tools(exchange))).kind
    expect(await kindOf(answer(403, {}))).toBe('unavailable')
    expect(await kindOf(answer(200, { ok: 'False' }))).toBe('unavailable')
    expect(await kindOf(answer(503, { detail: 'Not Configured' }))).toBe('unavailable')
    expect(await kindOf(answer(503, { detail: 'starting' }))).toBe('refused')
    expect(await kindOf(answer(400, { ok: false }))).toBe('refused')
  })

  it('passes silence on', async () => {
    expect(await obtainToken(way(), tools(SILENT))).toEqual({ kind: 'no-answer', noAnswer: SILENT })
  })
})
