import { describe, expect, test } from 'vitest'
import type { CorsPromise, PagePromise } from '../../contracts/schema/page.ts'
import { judgePreflight, judgeShared } from '../../helpers/diagnosis/judges/access/judge-cors.ts'
import { judgeForeign } from '../../helpers/diagnosis/judges/access/judge-foreign.ts'
import { judgeVary } from '../../helpers/diagnosis/judges/access/judge-vary.ts'
import { judgeAssets } from '../../helpers/diagnosis/judges/page/judge-assets.ts'
import {
  judgeBaked,
  judgeContent,
  judgePage,
} from '../../helpers/diagnosis/judges/page/judge-page.ts'
import { judgeScripts } from '../../helpers/diagnosis/judges/page/judge-scripts.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { readScript } from '../../helpers/page/read-script.ts'
import { saw } from '../../helpers/record/finding.ts'
import { evidenceText } from '../../helpers/report/words/evidence.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer, asked, page, silence } from './support/facts.ts'
import { fileOf, loadedPage } from './support/loaded-page.ts'

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

test('a page that is broken only when it is compressed says so', () => {
  const broken = silence('http.malformed', 'the answer is not the gzip it says it is')
  expect(judgePage(broken, PAGE)?.summary).toBeUndefined()
  expect(judgePage(broken, PAGE, silence('http.malformed'))?.summary).toBeUndefined()
  expect(judgePage(broken, PAGE, page(200, CONTENT))).toMatchObject({
    code: 'http.malformed',
    summary: expect.stringContaining('if it is requested with compression, as browsers do'),
    evidence: [saw(expect.stringContaining('without compression'))],
  })
})

describe('what it shows', () => {
  const promised: PagePromise = { ...PAGE, title: 'My App', says: ['Ask a question'] }
  const judged = async (html: string, headers = {}) =>
    judgeContent(await readPage(html, `${ORIGIN}/`), page(200, html, headers), promised)

  test('is what is promised, whatever the letter case and the lines', async () => {
    const html = '<!doctype html><title>my  app</title><p>ASK a\n question, and more'
    expect(await judged(html)).toBeUndefined()
  })

  test('is another page', async () => {
    const html = '<!doctype html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>'
    expect(await judged(html, { age: '90' })).toMatchObject({
      code: 'service.wrong-identity',
      summary: expect.stringContaining('with the title "Welcome to nginx!"'),
      evidence: ['a cache says of this answer: "Age: 90 s"'].map(saw),
    })
    const old = '<!doctype html><title>My App</title><p>We are closed'
    expect((await judged(old))?.summary).toContain('does not show "Ask a question"')
  })
})

describe('its parts', () => {
  const shell = asked(page(200, CONTENT), { url: `${ORIGIN}/` })
  const script = fileOf(
    { url: `${ORIGIN}/app.js` },
    answer(200, 'go()', { 'content-type': 'text/javascript' }),
  )
  const judged = (
    ...exchanges: readonly (ReturnType<typeof answer> | ReturnType<typeof silence>)[]
  ) =>
    judgeAssets(
      loadedPage([
        script,
        ...exchanges.map((exchange) => fileOf({ url: `${ORIGIN}/b.css`, as: 'style' }, exchange)),
      ]),
      shell,
      PAGE,
    )

  test('that load are good', () => expect(judged()).toBeUndefined())

  test('of which none is named are a blank page, if it has nothing to read', async () => {
    const parts = (html: string) => readPage(html, `${ORIGIN}/`)
    const empty = await parts('<!doctype html><div id="root"></div><noscript>Turn it on</noscript>')
    expect(judgeAssets(loadedPage([], empty), shell, PAGE)?.code).toBe('frontend.blank')
    for (const html of [CONTENT, '<!doctype html><div id="root"></div><script>draw()</script>'])
      expect(judgeAssets(loadedPage([], await parts(html)), shell, PAGE)).toBeUndefined()
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
        evidence: ['1 of 2 do not load'].map(saw),
      }))

  test('that are missing under a page from a cache: its age is evidence', () => {
    const old = { ...shell, headers: { ...shell.headers, age: '86123', 'x-cache': 'HIT' } }
    const gone = loadedPage([fileOf({ url: `${ORIGIN}/old.js` }, answer(404))])
    expect(judgeAssets(gone, old, PAGE)?.evidence.map(evidenceText)).toContain(
      'a cache says of the page itself: "Age: 86123 s, X-Cache: HIT"',
    )
  })

  test('that a browser may get, or that are fonts, are a warning, if another script loads', () => {
    const silent = fileOf({ url: 'https://cdn.example.net/x.js' }, silence('dns.unresolved'))
    const severity = (files: Parameters<typeof loadedPage>[0]) =>
      judgeAssets(loadedPage(files), shell, PAGE)?.severity
    expect(severity([script, silent])).toBe('warning')
    expect(severity([silent])).toBe('failure')
    expect(severity([script, fileOf(silent.file, answer(403))])).toBe('warning')
    expect(severity([fileOf(silent.file, answer(403))])).toBe('failure')
    expect(severity([script, fileOf({ url: `${ORIGIN}/f.woff2`, as: 'font' }, answer(404))])).toBe(
      'warning',
    )
    expect(severity([script, fileOf(silent.file, answer(404))])).toBe('failure')
  })

  test('on the machine of the user are not of this deployment', () => {
    const page = { ...loadedPage([]), onUsersMachine: ['http://localhost:5173/src/main.ts'] }
    expect(judgeAssets(page, shell, PAGE)?.code).toBe('frontend.localhost')
  })
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

  const read = async (text: string, wanted: Readonly<Record<string, string>> = WANTED) =>
    judgeScripts(
      loadedPage([
        {
          ...fileOf({ url: `${ORIGIN}/app.js` }, answer(200, text)),
          reading: await readScript(text, 'module', Object.values(wanted)),
        },
      ]),
      answer(200).asked,
      { ...PAGE, calls: ['backend'] },
      { own: new Set(['localhost:9000']), wanted, called: wanted, paths: ['/api/threads'] },
    )
  const WANTED = { backend: 'api.example.net' }
  const GOOD = 'const api="https://api.example.net/v1";'

  test('is a script that calls localhost', async () => {
    expect(await read('fetch("http://localhost:8000/api")')).toMatchObject({
      code: 'frontend.localhost',
      got: '"http://localhost:8000/api"',
    })
    expect(await read(`${GOOD}if(h==="localhost")go()`)).toBeUndefined()
    expect(await read(`${GOOD}fetch("http://localhost:9000/api")`)).toBeUndefined()
  })

  test.for([
    ['a call', 'axios.get("http://localhost:8000/api")', 'frontend.localhost'],
    ['a socket', 'new WebSocket(`ws://127.0.0.1:8000/ws`)', 'frontend.localhost'],
    ['a variable of the build', '({VITE_AUTH_URL:"http://localhost:8081"})', 'frontend.localhost'],
    ['a call of undefined', 'fetch("undefined/api/threads")', 'frontend.wrong-target'],
    [
      'a variable that is undefined',
      '({"NEXT_PUBLIC_WS_URL":"undefined"})',
      'frontend.wrong-target',
    ],
    ['a name left over', '({NEXT_PUBLIC_API_URL:"\x24{API_URL}"})', 'frontend.wrong-target'],
    ['a default of a setting', 'const s={urlBaseWebhook:"http://localhost:5678/"}', undefined],
    ['an example', 'const o={placeholder:`http://localhost:1234/v1`}', undefined],
    [
      'a help text',
      'const t=\'use <a href="http://localhost:5678">localhost</a> for it\'',
      undefined,
    ],
    ['a comparison', 'if(api==="undefined"||typeof url=="undefined")go()', undefined],
    ['a text with a name to fill', 'const t="Hello \x24{NAME}, see \x24{URL}"', undefined],
    ['a name of the code', 'const CUSTOM_API_CALL_KEY="__CUSTOM_API_CALL__"', undefined],
  ] as const)('beside the right address, %s', async ([, text, code]) => {
    expect((await read(GOOD + text))?.code).toBe(code)
  })

  test.for([
    ['a default', 'const a="http://localhost:8000";fetch(a)', 'frontend.localhost'],
    ['a setting', 'const s={apiUrl:"http://localhost:8000"}', 'frontend.localhost'],
    ['a path of undefined', 'const a="undefined/api/threads";get(a)', 'frontend.wrong-target'],
    ['no address', 'const a="/api/threads"', 'frontend.wrong-target'],
  ] as const)('with %s alone, in place of the promised address', async ([, text, code]) => {
    expect((await read(text))?.code).toBe(code)
  })

  test.for([
    [
      'a sibling of the API',
      'fetch("https://api.staging.example.net/v1/x")',
      'frontend.wrong-target',
    ],
    [
      'analytics of another domain',
      'fetch("https://stats.example.org/v1")',
      'frontend.wrong-target',
    ],
  ] as const)('in place of the promised address, %s', async ([, text, code]) => {
    expect((await read(text))?.code).toBe(code)
  })

  test('is the API by plain http, in a page on https', async () => {
    const plain = async (text: string) => {
      const reading = await readScript(text, 'module', Object.values(WANTED), 'https')
      const file = { ...fileOf({ url: `${ORIGIN}/app.js` }, answer(200, text)), reading }
      const callable = {
        own: new Set(['api.example.net']),
        wanted: WANTED,
        called: WANTED,
        paths: [],
      }
      return judgeScripts(loadedPage([file]), answer(200).asked, PAGE, callable)
    }
    expect(await plain('fetch("http://api.example.net/v1")')).toMatchObject({
      code: 'frontend.wrong-target',
      summary: expect.stringContaining('browsers block it'),
    })
    expect((await plain('const s={wsUrl:"ws://api.example.net/ws"}'))?.code).toBe(
      'frontend.wrong-target',
    )
    expect(
      await plain('fetch("https://api.example.net/v1");t="see http://api.example.net/docs"'),
    ).toBeUndefined()
    expect(
      await plain('fetch("https://api.example.net/v1");t={docs:"http://api.example.net/docs"}'),
    ).toBeUndefined()
  })

  test('is nothing, where the page calls its own host', async () => {
    for (const text of ['const a="/api"', 'const s={baseUrl:"http://localhost:8000"}'])
      expect(await read(text, {})).toBeUndefined()
    expect(await read('fetch("http://127.0.0.1:7655/connect")', {})).toMatchObject({
      code: 'frontend.localhost',
      severity: 'warning',
    })
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
    const all = answer(204, '', { ...GRANTED, 'access-control-allow-headers': '*' })
    const open = { ...CORS, credentials: 'not-promised' } as const
    expect(judgePreflight(all, ROUTE, ORIGIN, open)).toBeUndefined()
    expect(judgePreflight(all, ROUTE, ORIGIN, CORS)?.code).toBe('cors.blocked')
    expect(judged({ ...GRANTED, 'access-control-allow-methods': 'GET POST' })?.got).toContain(
      'is no list of names',
    )
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
