import { type Faults, inApp } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when, withHeaders } from '../http/layers.ts'

const SCRIPTS = 'GET /_next/static/chunks/app/*'
const SHELL = '<!DOCTYPE html><html><head><title>Netra</title></head><body></body></html>'

/** Another script in place of the one that has the addresses. */
const insteadOfScript =
  (body: string): Interceptor =>
  async (asked, next) => ({ ...(await next(asked)), body })

const inPage = (from: string | RegExp, to: string): Interceptor =>
  onAnswer((answer) => ({ ...answer, body: answer.body.replaceAll(from, to) }))

/** Learns the addresses when it starts. */
const LEARNS =
  'fetch("/config.json").then((answer)=>answer.json()).then((config)=>self.start(config));\n'

/** A module in the page is resolved where it stands. */
const LATE_MAP =
  '<script type="module">import "netra"</script><script type="importmap">{"imports":{"netra":"/_next/static/netra.js"}}</script><title>'

const META = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'"><title>`

/** Pages of which browsers refuse a part, or that ask in the wrong place. */
export const page: Faults = {
  'frontend-settings-are-the-page': {
    summary:
      'The scripts learn their addresses from /config.json, which was not deployed: the start page answers',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp(
      'frontend',
      () => when(SCRIPTS, insteadOfScript(LEARNS)),
      () => when('GET /config.json', () => textAnswer(200, 'text/html; charset=utf-8', SHELL)),
    ),
  },
  'frontend-calls-its-own-host': {
    summary:
      'The address of the API was empty when the scripts were built: they call it at the host of the page',
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: inApp('frontend', () => when(SCRIPTS, insteadOfScript('fetch("/api/threads");\n'))),
  },
  'frontend-import-map-too-late': {
    summary: 'The import map of the page stands behind the module that needs it',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', inPage('<title>', LATE_MAP))),
  },
  'frontend-scripts-are-data': {
    summary: 'The script elements have a type with parameters, which makes data of them',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /', inPage(' async=""', ' type="text/javascript; charset=utf-8"')),
    ),
  },
  'frontend-scripts-are-no-gzip': {
    summary: 'The scripts say that they are gzip, and are sent as they are',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /_next/static/chunks/*', withHeaders({ 'content-encoding': 'gzip' })),
    ),
  },
  'frontend-policy-in-the-page': {
    summary: 'A policy in the head of the page lists its own host only',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', inPage('<title>', META))),
  },
  'frontend-style-is-text': {
    summary: 'The style of the page has the type of text: browsers do not use it',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET HEAD /_next/static/css/*', withHeaders({ 'content-type': 'text/plain' })),
    ),
  },
}
