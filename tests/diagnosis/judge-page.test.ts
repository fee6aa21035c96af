import { describe, expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeAssets } from '../../helpers/diagnosis/judges/page/judge-assets.ts'
import { judgeContent, judgePage } from '../../helpers/diagnosis/judges/page/judge-page.ts'
import { readPage, refreshTo } from '../../helpers/page/read-page.ts'
import { saw } from '../../helpers/record/finding.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer, asked, page, silence } from './support/facts.ts'
import { fileOf, loadedPage } from './support/loaded-page.ts'

const PAGE = contract.pages[0] as PagePromise
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
    const html =
      '<!doctype html><title>my  app</title><p>Now <em>A</em>SK <b>a\n</b> question, and more'
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
    expect(judgeAssets(loadedPage([silent]), shell, PAGE)?.nextSteps?.[0]).toContain(
      'Do browsers reach "https://cdn.example.net"? If not, frontend writes the wrong public URL',
    )
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

test.for([
  ['0; url=/app/', 'https://app.example.com/app/'],
  ["0;URL='https://www.example.com/'", 'https://www.example.com/'],
  ['1, next', 'https://app.example.com/next'],
  ['5; url=/app/', undefined],
  ['0', undefined],
  ['', undefined],
] as const)('a refresh of %j leads on at once to %s', ([content, to]) => {
  expect(refreshTo(content, 'https://app.example.com/')).toBe(to)
})

test('a page leads on by its own refresh, not by that for browsers without scripts', async () => {
  const meta = '<meta http-equiv="refresh" content="0; url=/plain/">'
  expect((await readPage(meta, 'https://app.example.com/')).leadsTo).toBe(
    'https://app.example.com/plain/',
  )
  const without = await readPage(`<noscript>${meta}</noscript>`, 'https://app.example.com/')
  expect(without.leadsTo).toBeUndefined()
})
