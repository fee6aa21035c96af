import { describe, expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeBaked } from '../../helpers/diagnosis/judges/page/judge-page.ts'
import { judgeScripts } from '../../helpers/diagnosis/judges/page/judge-scripts.ts'
import { readScript } from '../../helpers/page/read-script.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer } from './support/facts.ts'
import { fileOf, loadedPage } from './support/loaded-page.ts'

const PAGE = contract.pages[0] as PagePromise
const ORIGIN = 'https://app.example.com'

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

  test('is the path of another socket', () => {
    expect(codesOf({ websocket: 'wss://api.example.com/websocket' })).toEqual([
      'frontend.wrong-target chat',
    ])
    expect(codesOf({ websocket: 'wss://api.example.com' })).toEqual([])
    expect(codesOf({ websocket: 'wss://api.example.com/ws/?v=1' })).toEqual([])
  })

  test('is not said: the page of the app, or other JSON, stands in its place', () => {
    expect(codesOf({})).toEqual(['route.shape GET /health'])
    const page = answer(200, '<!doctype html><title>Shop</title>')
    expect(judgeBaked(page, PAGE, INTENDED)).toMatchObject([{ code: 'route.shape' }])
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
      { own: OWN, wanted, called: wanted, sockets: {}, paths: ['/api/threads'] },
    )
  const OWN = new Set(['localhost:9000'])
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
    ['a call of a word to be replaced', 'fetch("REPLACE_ME/threads")', 'frontend.wrong-target'],
    ['a call of an example', 'fetch("https://api.example.org/x")', 'frontend.wrong-target'],
    ['a port that is undefined', 'fetch("https://api.x.io:undefined/x")', 'frontend.wrong-target'],
    ['a name of containers', 'ky.get("http://backend:8000/x")', 'frontend.wrong-target'],
    ['the base of a path', 'new URL(p,"http://example.org")', undefined],
    ['a container in a default', 'const s={defaultUrl:"http://backend:8000"}', undefined],
    ['a password of an example', 'const s={password:"changeme"}', undefined],
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
      'the placeholder of a field',
      'const field={name:"url",placeholder:"http://localhost:1234/v1"}',
    ],
    [
      'an example in a sentence',
      `const t="If hosted under a path, e.g. 'http://localhost:8080/app', set this"`,
    ],
    ['a word of a comment', '// `null/undefined` means none\nconst a=1'],
  ] as const)('in place of the promised address, %s: nothing asks it', async ([, text]) => {
    expect(await read(text)).toMatchObject({
      code: 'frontend.wrong-target',
      got: expect.stringContaining('no script of the page names it'),
    })
  })

  test('a default that a function gives back is no word of a sentence', async () => {
    const text = 'const at=()=>{return "http://localhost:8000"};fetch(at())'
    expect(await read(text)).toMatchObject({ code: 'frontend.localhost' })
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
        sockets: {},
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
