import { describe, expect, test } from 'vitest'
import type { CorsPromise, PagePromise } from '../../contracts/contract.ts'
import { contract } from '../../contracts/netra.ts'
import { judgeForeign, judgePreflight } from '../../helpers/diagnosis/judges/access/judge-cors.ts'
import {
  judgeAssets,
  judgeBaked,
  judgePage,
  judgeScripts,
} from '../../helpers/diagnosis/judges/page/judge-page.ts'
import { answer, page, silence } from './support/facts.ts'

const PAGE = contract.pages[0] as PagePromise
const CORS = contract.cors as CorsPromise
const ROUTE = CORS.routes[0] as CorsPromise['routes'][number]
const ORIGIN = 'https://app.example.com'
const CONTENT = `<!doctype html><html><head></head><body>${'word '.repeat(60)}</body></html>`

describe('the page', () => {
  for (const [what, exchange, code] of [
    ['with content', page(200, CONTENT), undefined],
    ['that is empty', page(200, '<!doctype html><html></html>'), 'frontend.blank'],
    ['that is JSON', answer(200, { hello: 'world' }), 'service.wrong-identity'],
    ['that is missing', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['that moved', answer(307, '', { location: '/login' }), 'route.shape'],
    ['that crashes, while health is good', page(500, CONTENT), 'route.error'],
    ['of the edge', answer(503, 'no healthy upstream'), 'edge.no-backend'],
  ] as const)
    test(`${what}: ${code ?? 'good'}`, () => expect(judgePage(exchange, PAGE)?.code).toBe(code))
})

describe('its parts', () => {
  const shell = page(200, CONTENT)
  const script = {
    url: `${ORIGIN}/app.js`,
    exchange: answer(200, 'go()', { 'content-type': 'text/javascript' }),
  }
  const judged = (...exchanges: readonly (typeof script.exchange | ReturnType<typeof silence>)[]) =>
    judgeAssets(
      [script, ...exchanges.map((exchange) => ({ url: `${ORIGIN}/b.css`, exchange }))],
      shell,
      PAGE,
    )

  test('that load are good', () => expect(judged()).toBeUndefined())
  test('of which none is named are a blank page', () => {
    expect(judgeAssets([], shell, PAGE)?.code).toBe('frontend.blank')
  })

  for (const [what, exchange] of [
    ['404', answer(404)],
    ['the page itself in their place', page(200, CONTENT)],
    ['nothing', silence('http.reset')],
  ] as const)
    test(`that are answered with ${what} are missing`, () =>
      expect(judged(exchange)).toMatchObject({
        code: 'frontend.asset-missing',
        subject: '"/b.css"',
        evidence: ['1 of 2 do not load'],
      }))
})

describe('what was built into it', () => {
  const INTENDED = { backend: 'https://api.example.com', chat: 'wss://api.example.com/ws' }
  const codesOf = (urls: object) =>
    judgeBaked(answer(200, { urls }), PAGE, INTENDED).map(
      ({ code, subject }) => `${code} ${subject}`,
    )

  test('is this environment', () => {
    expect(
      codesOf({ api: 'https://api.example.com/v1', websocket: 'wss://api.example.com/ws' }),
    ).toEqual([])
  })

  test('is another environment', () => {
    expect(codesOf({ api: 'https://api.staging.example.com' })).toEqual([
      'frontend.wrong-target backend',
    ])
  })

  test('is the machine of whoever opens it', () => {
    expect(codesOf({ api: 'http://localhost:8000', websocket: 'ws://127.0.0.1:8000/ws' })).toEqual([
      'frontend.localhost backend',
      'frontend.localhost chat',
    ])
  })

  test('is no URL at all', () => {
    expect(codesOf({ api: 'undefined' })).toEqual(['frontend.wrong-target backend'])
  })

  test('is a script that calls localhost', () => {
    const script = (text: string) => [{ url: `${ORIGIN}/app.js`, exchange: answer(200, text) }]
    expect(
      judgeScripts(script('fetch("http://localhost:8000/api")'), PAGE, INTENDED),
    ).toMatchObject({
      code: 'frontend.localhost',
      got: '"http://localhost:8000"',
    })
    expect(judgeScripts(script('if(h==="localhost")'), PAGE, INTENDED)).toBeUndefined()
    const local = { backend: 'http://localhost:8000' }
    expect(judgeScripts(script('fetch("http://localhost:8000/api")'), PAGE, local)).toBeUndefined()
  })
})

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
    expect(judged({ ...GRANTED, 'access-control-allow-headers': '*' }, 204)).toBeUndefined()
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
})
