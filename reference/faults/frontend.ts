import { type Faults, inApp, replies } from '../fault.ts'
import { detailAnswer, textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when, withHeaders } from '../http/layers.ts'

const HTML = 'text/html; charset=utf-8'
const SHELL = '<!DOCTYPE html><html><head><title>Netra</title></head><body></body></html>'

const MAINTENANCE = `<!DOCTYPE html><html><head><title>Netra</title><style>body { font: 1rem sans-serif; margin: 20vh auto }</style></head>
<body><h1>We will be back soon</h1><p>Netra is down for maintenance. We work on it, and expect to be done within the hour.</p></body></html>`
const LISTING = `<html><head><title>Index of /</title></head><body><h1>Index of /</h1><hr><pre><a href="../">../</a>
<a href="_next/">_next/</a>                 28-Nov-2026 07:00       -
<a href="robots.txt">robots.txt</a>             28-Nov-2026 07:00      24
</pre><hr></body></html>`

/** Builds an address into the script of the page, and nowhere else. */
const strayScript = onAnswer((answer) => ({
  ...answer,
  body: `${answer.body}fetch("http://localhost:8081/auth/config");\n`,
}))

/** Scripts with another text in place of the addresses of services. */
const insteadOfAddresses = (text: string): Interceptor =>
  onAnswer((answer) => ({
    ...answer,
    body: answer.body.replaceAll(/(_URL":")[^"]*/g, `$1${text}`),
  }))

/** Browsers run no script without a hash then (Subresource Integrity, "Integrity Policy"). */
const wantsHashes = withHeaders({ 'integrity-policy': 'blocked-destinations=(script)' })

/** Pages that load and do not work. */
export const frontend: Faults = {
  'frontend-calls-localhost': {
    summary: 'The frontend was built with the addresses of a developer',
    incidents: ['F96'],
    finds: [{ code: 'frontend.localhost', service: 'frontend' }],
    apply: ({ frontend: own }) => {
      own.baked = (urls) => ({
        ...urls,
        backend: 'http://localhost:8000',
        websocket: 'ws://localhost:8000',
      })
    },
  },
  'frontend-script-calls-localhost': {
    summary: 'One script calls localhost, while the health route shows the right addresses',
    incidents: ['F96'],
    finds: [{ code: 'frontend.localhost', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET /_next/static/chunks/app/*', strayScript)),
  },
  'frontend-built-for-another-environment': {
    summary: 'The frontend was built with the addresses of another environment',
    incidents: ['F01', 'F05'],
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: ({ frontend: own }) => {
      own.baked = (urls) => ({
        ...urls,
        backend: 'https://api.netra.invalid',
        websocket: 'wss://api.netra.invalid',
      })
    },
  },
  'frontend-asks-wrong-auth': {
    summary: 'The frontend was built with one address of another domain among the right ones',
    incidents: ['F01', 'F50', 'F51'],
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: ({ frontend: own }) => {
      own.baked = (urls) => ({ ...urls, auth: 'https://staging.netra.invalid' })
    },
  },
  'frontend-assets-missing': {
    summary: 'The static files of the page answer 404',
    incidents: ['F97'],
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /_next/*', detailAnswer(404, 'Not Found')),
  },
  'frontend-script-is-a-page': {
    summary: 'A script answers 200 with the start page in its place',
    incidents: ['F97'],
    finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /_next/static/chunks/*', textAnswer(200, HTML, SHELL)),
  },
  'frontend-blank': {
    summary: 'The page answers 200 and is empty',
    incidents: ['F97'],
    finds: [{ code: 'frontend.blank', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /', textAnswer(200, HTML, SHELL)),
  },
  'frontend-under-maintenance': {
    summary: 'The page answers 200 with a page for a time of maintenance',
    finds: [{ code: 'service.unavailable', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /', textAnswer(200, HTML, MAINTENANCE)),
  },
  'frontend-lists-files': {
    summary:
      'The start page was not deployed, and the server lists the files of its folder with 200',
    finds: [{ code: 'edge.missing', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /', textAnswer(200, HTML, LISTING)),
  },
  'frontend-page-error': {
    summary: 'The page crashes with 500, while the health route answers',
    finds: [{ code: 'route.error', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /', textAnswer(500, HTML, SHELL)),
  },
  'frontend-page-is-empty': {
    summary: 'The page answers 200 with nothing at all',
    finds: [{ code: 'frontend.blank', service: 'frontend' }],
    apply: replies('frontend', 'GET HEAD /', textAnswer(200, HTML, '')),
  },
  'frontend-built-without-addresses': {
    summary: 'The variables were not there when the scripts were built; the health route has them',
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /_next/static/chunks/app/*', insteadOfAddresses('undefined')),
    ),
  },
  'frontend-built-with-names': {
    summary: 'The build left the names of variables in the scripts in place of their values',
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /_next/static/chunks/app/*', insteadOfAddresses('%API_URL%')),
    ),
  },
  'frontend-built-with-a-placeholder': {
    summary: 'The value that was to be replaced before the build was built into the scripts',
    finds: [{ code: 'frontend.wrong-target', service: 'frontend' }],
    apply: inApp('frontend', () =>
      when('GET /_next/static/chunks/app/*', insteadOfAddresses('https://REPLACE_ME')),
    ),
  },
  'frontend-integrity-policy': {
    summary: 'A new policy wants hashes for scripts, and the page names none',
    finds: [{ code: 'frontend.blocked', service: 'frontend' }],
    apply: inApp('frontend', () => when('GET HEAD /', wantsHashes)),
  },
}
