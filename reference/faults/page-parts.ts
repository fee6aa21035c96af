import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Fault } from '../fault.ts'
import { detailAnswer, textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when, withHeaders } from '../http/layers.ts'
import { brokenPage, file, inHead, instead, JAVASCRIPT } from './page-layers.ts'

const CHUNKS = 'GET /_next/static/chunks/*'
const SCRIPT = 'GET /_next/static/chunks/app/*'
const PAGE = '<!DOCTYPE html><html><head><title>Netra</title></head><body></body></html>'
const MODULE = '<script type="module" src="/chat.js"></script>'
const WIDGET = 'self.widget = {};'
const STATIC = /(src|href)="\/_next\//g

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`
const importMap = (map: unknown): string =>
  `<script type="importmap">${typeof map === 'string' ? map : JSON.stringify(map)}</script>`
const gone = (path: string): Interceptor =>
  when(`GET HEAD ${path}`, () => detailAnswer(404, 'Not Found'))

/** Compresses the body, and does not say so. */
const silentlyGzipped = onAnswer((answer) => {
  const pieces = [{ bytes: gzipSync(answer.body), afterMs: 0 }]
  return { ...answer, stream: { pieces, end: 'complete' } }
})

const missing = (name: string, summary: string, ...layers: readonly Interceptor[]): Fault =>
  brokenPage(name, summary, 'frontend.asset-missing', layers)

/** Files and modules of a page that browsers do not load or do not run. */
export const pageParts: readonly Fault[] = [
  missing(
    'frontend-page-under-the-type-of-scripts',
    'The start page answers in place of a script, with the type of scripts',
    when(SCRIPT, () => textAnswer(200, JAVASCRIPT, PAGE)),
  ),
  missing(
    'frontend-script-is-an-error-in-json',
    'A script answers 200 with an error in JSON, under the type of scripts',
    when(SCRIPT, () => textAnswer(200, JAVASCRIPT, '{"error": "not found"}')),
  ),
  missing(
    'frontend-scripts-are-empty',
    'The scripts were written and hold nothing, as on a disk that is full',
    when(CHUNKS, () => textAnswer(200, JAVASCRIPT, '')),
  ),
  missing(
    'frontend-scripts-without-content',
    'The scripts answer 204',
    when(CHUNKS, () => textAnswer(204, JAVASCRIPT, '')),
  ),
  missing(
    'frontend-scripts-gzipped-in-silence',
    'The scripts were stored as gzip, and nothing says so to browsers',
    when(CHUNKS, silentlyGzipped),
  ),
  missing(
    'frontend-base-wrong',
    'The page names its files from a base that was moved',
    when('GET /', instead(STATIC, '$1="_next/')),
    inHead('<base href="/v1/">'),
  ),
  missing(
    'frontend-base-forbidden',
    'The page names its files from a base, and its policy allows none',
    when('GET /', instead(STATIC, '$1="')),
    inHead('<base href="/_next/">'),
    when('GET /', withHeaders({ 'content-security-policy': "base-uri 'none'" })),
  ),
  brokenPage(
    'frontend-preload-missing',
    'The page preloads a script of the build before, and does not use it',
    'frontend.asset-missing',
    [inHead('<link rel="preload" as="script" href="/old.js">')],
    'warning',
  ),
  brokenPage(
    'frontend-style-for-paper-missing',
    'The style with which people print the page is gone',
    'frontend.asset-missing',
    [inHead('<link rel="stylesheet" media="print" href="/print.css">')],
    'warning',
  ),
  missing(
    'frontend-module-is-text',
    'A module of the page has the type of text, which browsers run for no module',
    inHead(MODULE),
    file('/chat.js', WIDGET, { 'content-type': 'text/plain' }),
  ),
  missing(
    'frontend-module-run-as-a-script',
    'The page loads a module without saying that it is one',
    inHead('<script src="/chat.js"></script>'),
    file('/chat.js', 'import "/part.js";'),
    file('/part.js', WIDGET),
  ),
  missing(
    'frontend-module-part-missing',
    'A module of the page imports a file that is gone',
    inHead(MODULE),
    file('/chat.js', 'import "/part.js";'),
  ),
  missing(
    'frontend-deep-module-part-missing',
    'A module of the page imports one that imports a file that is gone',
    inHead(MODULE),
    file('/chat.js', 'import "/part.js";'),
    file('/part.js', 'import "/deep.js";'),
  ),
  missing(
    'frontend-module-data-is-the-page',
    'A module of the page imports JSON, and the start page answers for it',
    inHead(MODULE),
    file('/chat.js', 'import texts from "/en.json" with { type: "json" };'),
    when('GET /en.json', () => textAnswer(200, 'text/html', PAGE)),
  ),
  missing(
    'frontend-import-map-broken',
    'The import map of the page is no JSON',
    inHead(`${importMap('{"imports": {"part": "/part.js"},}')}${MODULE}`),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  missing(
    'frontend-import-map-of-another-build',
    'The import map of the page leads to a file of the build before',
    inHead(`${importMap({ imports: { part: '/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
  ),
  missing(
    'frontend-import-map-hash-of-another-build',
    'The import map of the page has the hash of another build',
    inHead(
      importMap({ imports: { part: '/part.js' }, integrity: { '/part.js': hashOf('other') } }) +
        MODULE,
    ),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  missing(
    'frontend-cdn-module-not-shared',
    'A module of the page is on a CDN that shares it with no page',
    inHead('<script type="module" src="CDN/chat.js"></script>'),
    file('/chat.js', WIDGET),
  ),
  missing(
    'frontend-cdn-import-not-shared',
    'A module of the page imports a file of a CDN that shares it with no page',
    inHead(`${importMap({ imports: { part: 'CDN/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  missing(
    'frontend-cdn-import-missing',
    'A module of the page imports a file of a CDN that is gone',
    inHead(`${importMap({ imports: { part: 'CDN/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
    gone('/part.js'),
  ),
  missing(
    'frontend-cdn-part-missing',
    'The page begins with a part of a CDN that is gone',
    inHead(
      `${importMap({ imports: { root: 'CDN/root.js' } })}<script type="module">import "root"</script>`,
    ),
    gone('/root.js'),
  ),
  missing(
    'frontend-cdn-hash-not-shared',
    'The page has a hash for a script on a CDN, and may not read it',
    inHead(`<script src="CDN/widget.js" integrity="${hashOf(WIDGET)}"></script>`),
    file('/widget.js', WIDGET),
  ),
  missing(
    'frontend-cdn-for-itself',
    'A CDN shares a script with pages of its own origin alone',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET, { 'cross-origin-resource-policy': 'same-origin' }),
  ),
  missing(
    'frontend-cdn-for-its-site',
    'A CDN shares a script with pages of its own site alone',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET, { 'cross-origin-resource-policy': 'same-site' }),
  ),
  missing(
    'frontend-embeds-what-is-shared',
    'The page embeds only what is shared with it, and its CDN says nothing',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET),
    when('GET /', withHeaders({ 'cross-origin-embedder-policy': 'require-corp' })),
  ),
]
