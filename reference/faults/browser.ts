import { atEdge, type Faults, inApp } from '../fault.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when, withHeaders } from '../http/layers.ts'

/** Scripts with a type that does not name them, where browsers may not guess. */
const asText = withHeaders({ 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' })

/** What a store of files says of a name that it does not have. */
const asError: Interceptor = async (asked, next) => ({ ...(await next(asked)), body: 'Not Found' })

/** A policy by which pages may call every host and port, by the scheme of the page: no socket. */
const hostsWithoutScheme = withHeaders({ 'content-security-policy': 'connect-src *:*' })

/** A policy of a page that calls only its own host. */
const ownHostOnly = withHeaders({ 'content-security-policy': "default-src 'self'" })

/** Loads a part of the page only when it is needed, from a file of the build before. */
const lazily = onAnswer((answer) => ({
  ...answer,
  body: `${answer.body}const chat=()=>import("./chat-4f3a9c.js");\n`,
}))

/** What is left of a script whose upload was cut off. */
const cutOff = onAnswer((answer) => ({
  ...answer,
  body: answer.body.slice(0, answer.body.length / 2),
}))

/** The page of the previous build, from a cache; its scripts are gone. */
const fromCache = onAnswer((answer) => {
  const body = answer.body.replaceAll(/-[0-9a-f]{16}\.js/g, '-4f3a9c4f3a9c4f3a.js')
  return { ...answer, body, headers: { ...answer.headers, age: '86123', 'x-cache': 'HIT' } }
})

/** Puts something into the head of the page. */
const inHead = (html: string): Interceptor =>
  onAnswer((answer) => ({ ...answer, body: answer.body.replace('<title>', `${html}<title>`) }))

const startedInside: Interceptor = async (asked, next) => {
  const answer = await inHead('<script>self.__netra = {}</script>')(asked, next)
  const policy = "script-src 'self'"
  return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } }
}

/** Names the hash of the scripts of another build. */
const otherHashes = onAnswer((answer) => {
  const hash = 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='
  return { ...answer, body: answer.body.replaceAll(' async=""', ` async="" integrity="${hash}"`) }
})

/** Pages of which browsers refuse to load, run or send a part. */
export const browser: Faults = {
  'frontend-scripts-are-text': {
    summary: 'The web server knows no type for scripts, and forbids browsers to guess one',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET HEAD /_next/static/chunks/*', asText)),
  },
  'frontend-script-cut-off': {
    summary:
      'The second half of a script was not uploaded; what is there answers 200 with the right type',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /_next/static/chunks/app/*', cutOff)),
  },
  'frontend-script-is-an-error': {
    summary:
      'A script answers 200 with the words of an error in its place, under the type of scripts',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /_next/static/chunks/app/*', asError)),
  },
  'frontend-lazy-chunk-missing': {
    summary: 'A script imports a file of the build before when it needs it; the file is gone',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /_next/static/chunks/app/*', lazily)),
  },
  'frontend-page-from-a-cache': {
    summary: 'A cache serves the page of the build before, whose scripts are gone',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: atEdge('frontend', () => when('GET /', fromCache)),
  },
  'frontend-policy-blocks-the-socket': {
    summary: 'The policy of the page lists hosts without a scheme, which allow no socket',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', hostsWithoutScheme)),
  },
  'frontend-policy-blocks-calls': {
    summary: 'The Content-Security-Policy of the page lists its own host only',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', ownHostOnly)),
  },
  'frontend-import-unresolved': {
    summary: 'A module of the page imports a bare name, and the import map was left out',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /', inHead('<script type="module">import "react"</script>')),
    ),
  },
  'frontend-script-unfilled': {
    summary: 'A script in the page holds a template that nothing filled in',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /', inHead('<script>self.api = {{ API_URL }}</script>')),
    ),
  },
  'frontend-scripts-of-another-build': {
    summary: 'The page names the hashes of the scripts of another build',
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', otherHashes)),
  },
  'frontend-page-is-a-download': {
    summary: 'The page has the type of unknown files, so that browsers store it',
    finds: [{ code: 'route.shape', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET HEAD /', withHeaders({ 'content-type': 'application/octet-stream' })),
    ),
  },
  'frontend-sandboxed': {
    summary: 'The policy of the page is one for user content: a sandbox without scripts',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /', withHeaders({ 'content-security-policy': 'sandbox allow-forms' })),
    ),
  },
  'frontend-policy-blocks-its-own-script': {
    summary: 'The policy forbids scripts in the page, and the page starts with one',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /', startedInside)),
  },
}
