import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { whyNotLoaded } from '../../helpers/diagnosis/judges/page/why-not-loaded.ts'
import { IntegrityCheck } from '../../helpers/page/loaded-file.ts'
import type { PageFile } from '../../helpers/page/page-file.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { readScript } from '../../helpers/page/read-script.ts'
import { answer, silence } from './support/facts.ts'
import { fileOf } from './support/loaded-page.ts'

const PAGE = 'https://app.example.com/'

function why(
  file: Partial<PageFile>,
  headers: Readonly<Record<string, string>>,
  { text = 'x', ...page }: Around = {},
) {
  const url = file.url ?? `${PAGE}a`
  return whyNotLoaded(fileOf({ ...file, url }, answer(200, text, headers)), {
    url: PAGE,
    mode: 'standards',
    ...page,
  })
}

interface Around {
  readonly url?: string
  readonly mode?: 'standards' | 'quirks'
  readonly text?: string
}

const A_PAGE = '<!doctype html><title>App</title>'

const NOSNIFF = { 'x-content-type-options': 'nosniff' }
const JS = { 'content-type': 'text/javascript; charset=utf-8' }
const TEXT = { 'content-type': 'text/plain' }
const OTHER = 'https://cdn.example.net/a'

test.for<readonly [string, Partial<PageFile>, Readonly<Record<string, string>>]>([
  ['a script as text, where browsers may guess', { as: 'script' }, TEXT],
  ['a script without a type', { as: 'script' }, {}],
  [
    'a script of an old type',
    { as: 'script' },
    { ...NOSNIFF, 'content-type': 'application/x-javascript' },
  ],
  ['a module', { as: 'module' }, { 'content-type': 'application/javascript' }],
  ['a style', { as: 'style' }, { ...NOSNIFF, 'content-type': 'text/css' }],
  ['a style without a type', { as: 'style' }, {}],
  [
    'a font as anything',
    { as: 'font' },
    { ...NOSNIFF, 'content-type': 'application/octet-stream' },
  ],
  ['a script that is called a page', { as: 'script' }, { 'content-type': 'text/html' }],
  ['a style of a type that is none', { as: 'style' }, { 'content-type': '*/*' }],
  ['a script of another host', { as: 'script', url: OTHER }, JS],
  [
    'a module of an open host',
    { as: 'module', url: OTHER, cors: 'anonymous' },
    { ...JS, 'access-control-allow-origin': '*' },
  ],
])('browsers use %s', ([, file, headers]) => {
  expect(why(file, headers)).toBeUndefined()
})

test.for<readonly [string, Partial<PageFile>, Readonly<Record<string, string>>, Around?]>([
  ['nosniff', { as: 'script' }, { ...NOSNIFF, ...TEXT }],
  ['image/png', { as: 'script' }, { 'content-type': 'image/png' }],
  ['a web page', { as: 'script' }, { 'content-type': 'text/html' }, { text: A_PAGE }],
  ['a web page', { as: 'script' }, JS, { text: ` \n${A_PAGE}` }],
  ['a web page', { as: 'module' }, { 'content-type': 'text/html' }],
  ['module only of a JavaScript type', { as: 'module' }, TEXT],
  ['no content type', { as: 'module' }, {}],
  ['text/css', { as: 'style' }, TEXT],
  ['plain http', { as: 'script', url: 'http://cdn.example.net/a' }, JS],
  ['Access-Control-Allow-Origin: absent', { as: 'module', url: OTHER, cors: 'anonymous' }, JS],
  [
    'Access-Control-Allow-Origin: "*"',
    { as: 'script', url: OTHER, cors: 'use-credentials' },
    { ...JS, 'access-control-allow-origin': '*' },
  ],
  [
    'credentials',
    { as: 'module', url: OTHER, cors: 'use-credentials' },
    { ...JS, 'access-control-allow-origin': 'https://app.example.com' },
  ],
])('browsers do not: %s', ([words, file, headers, around]) => {
  expect(why(file, headers, around)).toContain(words)
})

test('a page without a doctype may have styles of any type from its own host', () => {
  expect(why({ as: 'style' }, TEXT, { mode: 'quirks' })).toBeUndefined()
  expect(why({ as: 'style', url: OTHER }, TEXT, { mode: 'quirks' })).toContain('text/css')
})

test('a file beyond the limit of this suite is there', () => {
  const large = silence('http.malformed', 'the answer declares 9 bytes, and the limit is 1 bytes')
  const page = { url: PAGE, mode: 'standards' } as const
  expect(whyNotLoaded(fileOf({ url: `${PAGE}a` }, large), page)).toBeUndefined()
  const broken = silence('http.malformed', 'the answer is not the gzip it says it is')
  expect(whyNotLoaded(fileOf({ url: `${PAGE}a` }, broken), page)).toContain('no browser can read')
})

test('integrity is judged by the strongest hash, by the bytes as they came', () => {
  const of = (name: string, text: string) =>
    `${name}-${createHash(name).update(text).digest('base64')}`
  const weigh = (text: string, integrity: string) => {
    const check = new IntegrityCheck(integrity)
    for (const byte of Buffer.from(text)) check.add(Uint8Array.of(byte))
    return check.result()
  }
  expect(weigh('go()', of('sha384', 'go()'))).toBe('holds')
  expect(weigh('\ufeffgo()', of('sha384', '\ufeffgo()'))).toBe('holds')
  expect(weigh('go()', `${of('sha256', 'go()')} ${of('sha512', 'stop()')}`)).toBe('broken')
  expect(weigh('\ufffd', of('sha384', 'go()'))).toBe('broken')
  expect(weigh('go()', 'md5-abc')).toBe('unknown')
})

test('a page names what a browser loads, and nothing else', async () => {
  const html = `<!doctype html><base href="/v2/"><title> My
    App </title>
    <script type="importmap">{"imports":{"lib":"./lib.js"}}</script>
    <script src="a.js"></script><script type="module" src="/b.js?x=1&amp;y=2"></script>
    <script nomodule src="old.js"></script><script type="application/json" src="data.js"></script>
    <link rel="stylesheet" href="https://cdn.example.net/c.css"><link rel="icon" href="i.png">
    <link rel="alternate stylesheet" href="night.css"><link rel=preload as=font href=f.woff2><link rel=preload as=fetch href=/api/me crossorigin>
    <link rel="modulepreload" href="./m.js"><template><script src="t.js"></script></template>
    <!-- <script src="comment.js"></script> --><noscript><link rel=stylesheet href=n.css></noscript>
    <script>go("<script src=text.js>")</script><script src="data:text/javascript,1"></script>
    <p>Hello <b>you</b></p>`
  const parts = await readPage(html, PAGE)
  expect(parts.files.map(({ as, url }) => `${as} ${url}`)).toEqual([
    'script https://app.example.com/v2/a.js',
    'module https://app.example.com/b.js?x=1&y=2',
    'style https://cdn.example.net/c.css',
    'font https://app.example.com/v2/f.woff2',
    'module https://app.example.com/v2/m.js',
  ])
  expect(parts).toMatchObject({
    title: 'My App',
    importMap: { imports: new Map([['lib', 'https://app.example.com/v2/lib.js']]) },
    text: expect.stringMatching(/^Hello\s+you$|^Hello you$/),
  })
})

test('a script imports what it names in code, not in texts and comments', async () => {
  const text = `import a from "./a.js";import("./b.js");export*from"/c.js";import(name);
    // import("./comment.js")
    const t='import("./text.js")';import d from "./d.json" with { type: "json" }`
  const { imports } = await readScript(text, 'module', [])
  expect(imports.map(({ specifier, holds }) => `${holds} ${specifier}`)).toEqual([
    'script ./a.js',
    'script ./b.js',
    'script /c.js',
    'json ./d.json',
  ])
})

test.for([
  ['a whole script', 'script', 'self.ran = 1'],
  ['one with HTML comments', 'script', '<!-- old\nself.ran = 1\n//-->'],
  ['nothing', 'script', ' \n'],
  ['a module that awaits', 'module', 'await import("./a.js")'],
  ['JSX-like comparisons', 'script', 'a<b,c>(d)'],
] as const)('browsers run %s', async ([, as, text]) => {
  expect((await readScript(text, as, [])).error).toBeUndefined()
})

test.for([
  ['one that is cut off', 'script', '(function(){var a=1;if(a){'],
  ['one that is cut off in a text', 'module', 'export const a="abc'],
  ['the words of an error', 'script', 'Not Found'],
  ['JSON', 'script', '{"error":"not found"}'],
  ['a module that is loaded as a script', 'script', 'import a from "./a.js"; a()'],
  ['a template that nothing filled', 'script', 'self.api = {{ API_URL }};'],
] as const)('browsers do not run %s', async ([, as, text]) => {
  expect((await readScript(text, as, [])).error).toEqual(expect.any(String))
})
