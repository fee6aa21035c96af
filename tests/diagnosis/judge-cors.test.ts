import { describe, expect, test } from 'vitest'
import type { CorsPromise } from '../../contracts/schema/page.ts'
import { judgePreflight } from '../../helpers/diagnosis/judges/access/judge-cors.ts'
import { judgeForeign } from '../../helpers/diagnosis/judges/access/judge-foreign.ts'
import { judgeShared } from '../../helpers/diagnosis/judges/access/judge-shared.ts'
import { judgeVary } from '../../helpers/diagnosis/judges/access/judge-vary.ts'
import { netra as contract } from '../support/contracts.ts'
import { ASKED, answer, silence } from './support/facts.ts'

const CORS = contract.cors as CorsPromise
const ROUTE = CORS.routes[0] as CorsPromise['routes'][number]
const ORIGIN = 'https://app.example.com'

describe('a page of our own', () => {
  const GRANTED = {
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'Authorization, Content-Type',
  }
  const judged = (headers: Readonly<Record<string, string>>, status = 200) =>
    judgePreflight(answer(status, '', headers), ROUTE, ORIGIN, CORS)
  const without = (name: keyof typeof GRANTED) =>
    Object.fromEntries(Object.entries(GRANTED).filter(([header]) => header !== name))

  test('may call', () => {
    expect(judged(GRANTED)).toBeUndefined()
    const all = answer(204, '', { ...GRANTED, 'access-control-allow-headers': '*' })
    const open = { ...CORS, credentials: 'not-promised' } as const
    expect(judgePreflight(all, ROUTE, ORIGIN, open)).toBeUndefined()
    expect(judgePreflight(all, ROUTE, ORIGIN, CORS)?.code).toBe('cors.blocked')
    expect(judged({ ...GRANTED, 'access-control-allow-methods': 'GET POST' })?.got).toContain(
      'is no list of names',
    )
  })

  test.each([
    [401, 'nginx', 'Let OPTIONS pass nginx without credentials'],
    [405, 'nginx', 'Let nginx pass OPTIONS to the app'],
  ])(
    'may not call where a server in front answers the preflight with %i',
    (status, server, step) => {
      const body = `<html><body><center>refused</center><hr><center>${server}/1.25.3</center></body></html>`
      const preflight = answer(status, body, { server: `${server}/1.25.3` })
      const found = judgePreflight(preflight, ROUTE, ORIGIN, CORS)
      expect(found?.code).toBe('cors.blocked')
      expect(found?.summary).toContain('the preflight, which nginx answers in place of the app')
      expect(found?.nextSteps?.[0]).toContain(step)
      expect(judgeForeign(preflight, ROUTE, 'https://foreign.example')).toBeUndefined()
    },
  )

  test('may read the headers that are exposed', () => {
    const route = { ...ROUTE, reads: ['X-Total', 'Content-Type'] }
    const read = (exposed: Readonly<Record<string, string>>) =>
      judgeShared(answer(200, '[]', { ...GRANTED, ...exposed }), route, ORIGIN, CORS)?.code
    expect(read({})).toBe('cors.blocked')
    expect(read({ 'access-control-expose-headers': 'x-part, x-total' })).toBeUndefined()
    expect(read({ 'access-control-expose-headers': '*' })).toBe('cors.blocked')
  })

  for (const [what, headers, code] of [
    ['no header at all', {}, 'cors.blocked'],
    [
      'another origin',
      { ...GRANTED, 'access-control-allow-origin': 'https://other.example' },
      'cors.blocked',
    ],
    ['no credentials', without('access-control-allow-credentials'), 'cors.blocked'],
    [
      'no Authorization header',
      { ...GRANTED, 'access-control-allow-headers': 'content-type' },
      'cors.blocked',
    ],
    [
      'any origin, without credentials',
      { ...without('access-control-allow-credentials'), 'access-control-allow-origin': '*' },
      'cors.blocked',
    ],
    [
      'any origin, with credentials',
      { ...GRANTED, 'access-control-allow-origin': '*' },
      'cors.too-open',
    ],
  ] as const)
    test(`${what}: ${code}`, () => expect(judged(headers)?.code).toBe(code))

  test('is told the preflight as it was sent, to be sent again', () => {
    const [step] = judged({})?.nextSteps ?? []
    expect(step).toContain(
      `-X OPTIONS -H 'Origin: ${ORIGIN}' -H 'Access-Control-Request-Method: ${ROUTE.method}'`,
    )
  })

  const removing = (methods: string | undefined, credentials: CorsPromise['credentials']) =>
    judgePreflight(
      answer(200, '', {
        ...GRANTED,
        ...(methods !== undefined && { 'access-control-allow-methods': methods }),
      }),
      { ...ROUTE, method: 'DELETE' },
      ORIGIN,
      { ...CORS, credentials },
    )

  test('may send the methods that are granted', () => {
    expect(removing('GET, DELETE', 'allowed')).toBeUndefined()
    expect(removing('*', 'not-promised')).toBeUndefined()
    for (const methods of [undefined, 'GET, POST', 'delete', '*'])
      expect(removing(methods, 'allowed')?.got).toContain(
        'DELETE not in Access-Control-Allow-Methods',
      )
  })

  test('may read the answer itself only if that says so too, and only once', () => {
    const shared = (status: number, headers: Readonly<Record<string, string>>) =>
      judgeShared(answer(status, '', headers), ROUTE, ORIGIN, CORS)
    expect(shared(200, GRANTED)).toBeUndefined()
    expect(shared(200, {})).toMatchObject({ code: 'cors.blocked', severity: 'failure' })
    expect(shared(401, {})).toMatchObject({ code: 'cors.blocked', severity: 'warning' })
    expect(shared(500, {})).toBeUndefined()
    // What is at fault is the redirect, if it leads to another place; if it adds a slash, the header is what is missing.
    const moved = new URL(new URL(ASKED.url).pathname, 'http://backend.internal:8080').href
    expect(shared(301, { location: moved })?.code).toBe('service.redirected')
    const broken = judgeShared(silence('http.malformed'), ROUTE, ORIGIN, CORS)
    expect(broken).toMatchObject({ code: 'http.malformed' })
    expect(judgeShared(silence('http.timeout'), ROUTE, ORIGIN, CORS)).toBeUndefined()
    const twice = { ...GRANTED, 'access-control-allow-origin': `${ORIGIN}, ${ORIGIN}` }
    expect(shared(200, twice)?.got).toContain('added twice')
  })

  test('is told the status when the preflight is refused', () => {
    expect(judged(GRANTED, 405)?.got).toContain('status 405')
  })
})

describe('a page of a foreign origin', () => {
  const FOREIGN = 'https://foreign-origin.example'
  const codeOf = (headers: Readonly<Record<string, string>>) =>
    judgeForeign(answer(200, '', headers), ROUTE, FOREIGN)?.code

  test.for<readonly [Readonly<Record<string, string>>, string | undefined]>([
    [{}, undefined],
    [
      { 'access-control-allow-origin': ORIGIN, 'access-control-allow-credentials': 'true' },
      undefined,
    ],
    [{ 'access-control-allow-origin': '*' }, undefined],
    [{ 'access-control-allow-origin': FOREIGN }, 'cors.too-open'],
    [
      { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' },
      'cors.too-open',
    ],
    [
      { 'access-control-allow-origin': 'null', 'access-control-allow-credentials': 'true' },
      'cors.too-open',
    ],
  ])('%o is %s', ([headers, code]) => expect(codeOf(headers)).toBe(code))

  test('that is echoed acts as no user, if the answer allows no credentials', () => {
    const echo = { 'access-control-allow-origin': FOREIGN }
    const judged = (headers: Readonly<Record<string, string>>) =>
      judgeForeign(answer(200, '', headers), ROUTE, FOREIGN)
    expect(judged(echo)).toMatchObject({
      severity: 'warning',
      summary: expect.stringContaining('with the pages of every site, without credentials'),
    })
    expect(judged({ ...echo, 'access-control-allow-credentials': 'true' })).toMatchObject({
      severity: 'failure',
    })
  })
})

describe('an answer that differs by Origin', () => {
  const OWN = { 'access-control-allow-origin': ORIGIN }
  const KEPT = { 'cache-control': 'public, max-age=60' }
  const judged = (
    own: Readonly<Record<string, string>>,
    foreign: Readonly<Record<string, string>>,
  ) => judgeVary(answer(200, '', own), answer(200, '', foreign), ROUTE)

  test('says so where a cache may keep it', () => {
    expect(judged({ ...OWN, ...KEPT }, KEPT)).toMatchObject({
      code: 'cors.blocked',
      severity: 'warning',
      got: 'Vary: absent',
    })
    expect(judged({ ...OWN, age: '12', vary: 'Accept' }, {})?.got).toBe('Vary: "Accept"')
    const vary = { vary: 'Accept-Encoding, Origin' }
    expect(judged({ ...OWN, ...KEPT, ...vary }, { ...KEPT, ...vary })).toBeUndefined()
    expect(judged({ ...OWN, ...KEPT, vary: '*' }, {})).toBeUndefined()
  })

  test('need not, where nothing keeps it or all get the same', () => {
    expect(judged(OWN, {})).toBeUndefined()
    expect(judged({ ...OWN, 'cache-control': 'private, max-age=60' }, {})).toBeUndefined()
    expect(judged({ ...OWN, ...KEPT }, { ...OWN, ...KEPT })).toBeUndefined()
  })
})
