import type { Faults } from '../fault.ts'
import { jsonAnswer, textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'
import { brokenPage, instead, wholly } from './page-layers.ts'

const HTML = 'text/html; charset=utf-8'
const SCRIPTS = 'GET /_next/static/chunks/app/*'
const PAGE = `<!DOCTYPE html><html><head><title>Netra</title></head><body><h1>Netra</h1><p>Ask an agent what your AI workloads
cost, and what to change first. Log in to see your threads.</p><script src="/old.js"></script></body></html>`

/** Scripts with another address, or another text, in place of each that was built in. */
const built = (summary: string, address: string, ...layers: readonly Interceptor[]) =>
  brokenPage(summary, 'frontend.wrong-target', [
    when(SCRIPTS, instead(/(_URL":")[^"]*/g, `$1${address}`)),
    ...layers,
  ])

/** Learns the addresses when it starts. */
const learns = when(
  SCRIPTS,
  wholly(
    'fetch("/config.json").then((answer)=>answer.json()).then((config)=>self.start(config));\n',
  ),
)
const leadsOn = (to: string): Interceptor =>
  when('GET /', () =>
    textAnswer(
      200,
      HTML,
      `<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0; url=${to}"></head></html>`,
    ),
  )

/** Pages that call their API, learn of it, or lead on where nothing is. */
export const pageAddresses: Faults = {
  'frontend-calls-a-name-of-compose': built(
    'The scripts call the API by the name that it has inside its network, which no browser can resolve',
    'http://backend:8000',
  ),
  'frontend-calls-a-port-undefined': built(
    'The port was not there when the address of the API was put together',
    'https://api.netra.invalid:undefined',
  ),
  'frontend-calls-no-host': built(
    'The host was not there when the address of the API was put together',
    'https://:8000',
  ),
  'frontend-calls-an-example': built(
    'The address of the API is still the one of the example',
    'https://api.example.com',
  ),
  'frontend-calls-the-page': brokenPage(
    'The scripts call the API at the host of the page, which answers every path with the page',
    'frontend.wrong-target',
    [
      when(SCRIPTS, wholly('fetch("/api/threads");\n')),
      when('GET /api/threads', () => textAnswer(200, HTML, PAGE)),
    ],
  ),
  'frontend-settings-missing': brokenPage(
    'The scripts learn their addresses from /config.json, which was not deployed',
    'frontend.asset-missing',
    [learns],
  ),
  'frontend-settings-name-localhost': brokenPage(
    'The scripts learn their addresses from the /config.json of a developer',
    'frontend.localhost',
    [learns, when('GET /config.json', () => jsonAnswer(200, { apiUrl: 'http://localhost:59999' }))],
  ),
  'frontend-setting-unfilled': brokenPage(
    'A setting in a script of the page is still the one that the build was to replace',
    'frontend.wrong-target',
    [when(SCRIPTS, wholly('const apiUrl="__API_URL__";fetch(apiUrl+"/api/threads");\n'))],
  ),
  'frontend-leads-to-a-folder-that-is-gone': brokenPage(
    'The page leads on to the folder of the app, which was not deployed',
    'route.missing',
    [leadsOn('/app/')],
  ),
  'frontend-leads-to-another-build': brokenPage(
    'The page leads on to the folder of the app, whose page is of the build before',
    'frontend.asset-missing',
    [leadsOn('/app/'), when('GET /app/', () => textAnswer(200, HTML, PAGE))],
  ),
  'frontend-page-is-text': brokenPage(
    'The page has the type of text, so that browsers show its source',
    'route.shape',
    [when('GET HEAD /', typed('text/plain'))],
  ),
  'frontend-page-without-type': brokenPage(
    'The page has no type, and browsers may not guess one',
    'route.shape',
    [when('GET HEAD /', typed(undefined))],
  ),
  'frontend-root-without-script': brokenPage(
    'The build left the script out of the page: it has a root and a style',
    'frontend.blank',
    [
      when('GET /', instead(/<script[^>]*><\/script>/g, '')),
      when('GET /', instead(/<main>[\s\S]*<\/main>/g, '<div id="root"></div>')),
    ],
  ),
}

function typed(type: string | undefined): Interceptor {
  return onAnswer((answer) => {
    const { 'content-type': _, ...headers } = answer.headers
    const sent = type === undefined ? {} : { 'content-type': type }
    return { ...answer, headers: { ...headers, ...sent, 'x-content-type-options': 'nosniff' } }
  })
}
