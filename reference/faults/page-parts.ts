import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Faults, WrittenFault } from '../fault.ts'
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

const missing = (summary: string, ...layers: readonly Interceptor[]): WrittenFault =>
  brokenPage(summary, 'frontend.asset-missing', layers)

/** Files and modules of a page that browsers do not load or do not run. */
export const pageParts: Faults = {
  'frontend-page-under-the-type-of-scripts': missing(
    'The start page answers in place of a script, with the type of scripts',
    when(SCRIPT, () => textAnswer(200, JAVASCRIPT, PAGE)),
  ),
  'frontend-script-is-an-error-in-json': missing(
    'A script answers 200 with an error in JSON, under the type of scripts',
    when(SCRIPT, () => textAnswer(200, JAVASCRIPT, '{"error": "not found"}')),
  ),
  'frontend-scripts-are-empty': missing(
    'The scripts were written and hold nothing, as on a disk that is full',
    when(CHUNKS, () => textAnswer(200, JAVASCRIPT, '')),
  ),
  'frontend-scripts-without-content': missing(
    'The scripts answer 204',
    when(CHUNKS, () => textAnswer(204, JAVASCRIPT, '')),
  ),
  'frontend-scripts-gzipped-in-silence': missing(
    'The scripts were stored as gzip, and nothing says so to browsers',
    when(CHUNKS, silentlyGzipped),
  ),
  'frontend-base-wrong': missing(
    'The page names its files from a base that was moved',
    when('GET /', instead(STATIC, '$1="_next/')),
    inHead('<base href="/v1/">'),
  ),
  'frontend-base-forbidden': missing(
    'The page names its files from a base, and its policy allows none',
    when('GET /', instead(STATIC, '$1="')),
    inHead('<base href="/_next/">'),
    when('GET /', withHeaders({ 'content-security-policy': "base-uri 'none'" })),
  ),
  'frontend-preload-missing': brokenPage(
    'The page preloads a script of the build before, and does not use it',
    'frontend.asset-missing',
    [inHead('<link rel="preload" as="script" href="/old.js">')],
    'warning',
  ),
  'frontend-style-for-paper-missing': brokenPage(
    'The style with which people print the page is gone',
    'frontend.asset-missing',
    [inHead('<link rel="stylesheet" media="print" href="/print.css">')],
    'warning',
  ),
  'frontend-module-is-text': missing(
    'A module of the page has the type of text, which browsers run for no module',
    inHead(MODULE),
    file('/chat.js', WIDGET, { 'content-type': 'text/plain' }),
  ),
  'frontend-module-run-as-a-script': missing(
    'The page loads a module without saying that it is one',
    inHead('<script src="/chat.js"></script>'),
    file('/chat.js', 'import "/part.js";'),
    file('/part.js', WIDGET),
  ),
  'frontend-module-part-missing': missing(
    'A module of the page imports a file that is gone',
    inHead(MODULE),
    file('/chat.js', 'import "/part.js";'),
  ),
  'frontend-deep-module-part-missing': missing(
    'A module of the page imports one that imports a file that is gone',
    inHead(MODULE),
    file('/chat.js', 'import "/part.js";'),
    file('/part.js', 'import "/deep.js";'),
  ),
  'frontend-module-data-is-the-page': missing(
    'A module of the page imports JSON, and the start page answers for it',
    inHead(MODULE),
    file('/chat.js', 'import texts from "/en.json" with { type: "json" };'),
    when('GET /en.json', () => textAnswer(200, 'text/html', PAGE)),
  ),
  'frontend-import-map-broken': missing(
    'The import map of the page is no JSON',
    inHead(`${importMap('{"imports": {"part": "/part.js"},}')}${MODULE}`),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  'frontend-import-map-of-another-build': missing(
    'The import map of the page leads to a file of the build before',
    inHead(`${importMap({ imports: { part: '/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
  ),
  'frontend-import-map-hash-of-another-build': missing(
    'The import map of the page has the hash of another build',
    inHead(
      importMap({ imports: { part: '/part.js' }, integrity: { '/part.js': hashOf('other') } }) +
        MODULE,
    ),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  'frontend-cdn-module-not-shared': missing(
    'A module of the page is on a CDN that shares it with no page',
    inHead('<script type="module" src="CDN/chat.js"></script>'),
    file('/chat.js', WIDGET),
  ),
  'frontend-cdn-import-not-shared': missing(
    'A module of the page imports a file of a CDN that shares it with no page',
    inHead(`${importMap({ imports: { part: 'CDN/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
    file('/part.js', WIDGET),
  ),
  'frontend-cdn-import-missing': missing(
    'A module of the page imports a file of a CDN that is gone',
    inHead(`${importMap({ imports: { part: 'CDN/part.js' } })}${MODULE}`),
    file('/chat.js', 'import "part";'),
    gone('/part.js'),
  ),
  'frontend-cdn-part-missing': missing(
    'The page begins with a part of a CDN that is gone',
    inHead(
      `${importMap({ imports: { root: 'CDN/root.js' } })}<script type="module">import "root"</script>`,
    ),
    gone('/root.js'),
  ),
  'frontend-cdn-hash-not-shared': missing(
    'The page has a hash for a script on a CDN, and may not read it',
    inHead(`<script src="CDN/widget.js" integrity="${hashOf(WIDGET)}"></script>`),
    file('/widget.js', WIDGET),
  ),
  'frontend-cdn-for-itself': missing(
    'A CDN shares a script with pages of its own origin alone',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET, { 'cross-origin-resource-policy': 'same-origin' }),
  ),
  'frontend-cdn-for-its-site': missing(
    'A CDN shares a script with pages of its own site alone',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET, { 'cross-origin-resource-policy': 'same-site' }),
  ),
  'frontend-embeds-what-is-shared': missing(
    'The page embeds only what is shared with it, and its CDN says nothing',
    inHead('<script src="CDN/widget.js"></script>'),
    file('/widget.js', WIDGET),
    when('GET /', withHeaders({ 'cross-origin-embedder-policy': 'require-corp' })),
  ),
}
