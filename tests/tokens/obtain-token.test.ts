import { describe, expect, it } from 'vitest'
import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import type { Answer, Exchange, NoAnswer } from '../../helpers/http/exchange.ts'
import * as obtain from '../../helpers/tokens/obtain-token.ts'
import { makeIssuer, NOW } from './support/issuer.ts'
import { decodeToken, verifySignature } from './support/plain.ts'

const ASKED = {
  method: 'POST',
  url: 'http://auth/login',
  at: NOW.toISOString(),
  traceId: '0'.repeat(32),
}
const REQUEST: RequestTemplate = { service: 'auth', method: 'POST', path: '/login' }

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'answer',
    asked: ASKED,
    status,
    headers,
    text,
    json: typeof body === 'string' ? undefined : body,
    timing: { totalMs: 1 },
    tries: 1,
    earlier: [],
  }
}

const SILENT: NoAnswer = {
  kind: 'no-answer',
  asked: ASKED,
  fault: 'http.timeout',
  detail: 'nothing',
  timing: { totalMs: 1 },
  tries: 1,
  earlier: [],
}

function way(
  source: Partial<Extract<TokenWay['source'], { from: 'request' }>> = {},
  unavailable: TokenWay['unavailable'] = [],
): TokenWay {
  return {
    id: 'login',
    title: 'login',
    kinds: ['local'],
    needs: [],
    users: 'one',
    unavailable,
    source: { from: 'request', request: REQUEST, token: 'access_token', ...source },
  }
}

function tools(
  exchange: Exchange,
  values: Record<string, string | Secret> = {},
): obtain.TokenTools {
  return {
    ask: async () => exchange,
    values: (name) => values[name],
    kind: 'local',
    now: NOW,
    secret: (text) => new Secret(text),
  }
}

/** The outcome with its tokens as plain texts: secrets show nothing, not even to a comparison. */
async function obtainToken(...asked: Parameters<typeof obtain.obtainToken>) {
  const outcome = await obtain.obtainToken(...asked)
  if (outcome.kind !== 'issued') return outcome
  const { token, refreshToken, ...rest } = outcome
  return {
    ...rest,
    token: token.reveal(),
    ...(refreshToken !== undefined && { refreshToken: refreshToken.reveal() }),
  }
}

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
