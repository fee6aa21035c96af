import { API, APP, CALLING, CDN, ITEMS, type Kind, LEARNING, page, well } from '../support/kind.ts'
import { ODD_ANSWERS } from './answers.ts'

const OPEN = { 'access-control-allow-origin': '*' }

/** Pages that people use: nothing may be said of them. */
export const HEALTHY: readonly Kind[] = [
  well('with one script', {}),
  well('with everything inside', {
    [`${APP}/`]: page(`<script>addEventListener("load", () => {${CALLING}})</script>`),
  }),
  well('whose script is on a CDN', {
    [`${APP}/`]: page(`<script src="https://${CDN}/app.js" defer></script>`),
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  well('whose module is on a CDN that shares it', {
    [`${APP}/`]: page(`<script type="module" src="https://${CDN}/app.js"></script>`),
    [`${CDN}/app.js`]: { headers: OPEN, body: CALLING },
  }),
  well(
    'that learns the address of its API from its settings',
    {
      [`${APP}/app.js`]: { body: LEARNING },
      [`${APP}/config.json`]: { body: `{"apiUrl":"https://${API}"}` },
    },
    { page: { calls: ['api'] } },
  ),
  well('whose settings may be absent', {
    [`${APP}/app.js`]: {
      body: `fetch("/config.json").then((answer) => answer.json()).catch(() => ({})).then(() => { ${CALLING} })`,
    },
  }),
  well('that calls its API at its own host, which has it', {
    [`${APP}/app.js`]: { body: CALLING.replace(`https://${API}`, '') },
    [`${APP}/items`]: ITEMS,
  }),
  well('whose import map stands behind the file of a module', {
    [`${APP}/`]: page(
      '<script type="module" src="/app.js"></script><script type="importmap">{"imports":{"lib":"/lib.js"}}</script>',
    ),
    [`${APP}/app.js`]: { body: `import "lib"; ${CALLING}` },
    [`${APP}/lib.js`]: { body: '' },
  }),
  well('whose policy that only reports forbids all', {
    [`${APP}/`]: page('<script src="/app.js" defer></script>', {
      'content-security-policy-report-only': "default-src 'none'",
    }),
  }),
  well('with a base', {
    [`${APP}/`]: page('<base href="/v2/"><script src="app.js" defer></script>'),
    [`${APP}/v2/app.js`]: { body: CALLING },
  }),
  well('with an import map', {
    [`${APP}/`]: page(
      `<script type="importmap">{"imports":{"lib":"/lib-1.js","parts/":"/parts-1/","/old.js":"/new.js"},"scopes":{"/parts-1/":{"lib":"/lib-2.js"}}}</script><script type="module">import "lib"; import "parts/a.js"; import "/old.js"</script>`,
    ),
    [`${APP}/lib-1.js`]: { body: '' },
    [`${APP}/lib-2.js`]: { body: CALLING },
    [`${APP}/new.js`]: { body: '' },
    [`${APP}/parts-1/a.js`]: { body: 'import "lib"' },
  }),
  well('that imports bare names only where it needs them', {
    [`${APP}/`]: page('<script type="module" src="/app.js"></script>'),
    [`${APP}/app.js`]: {
      body: `self.node = () => import("node:fs"); self.lib = () => import("react"); ${CALLING}`,
    },
  }),
  well('with a script whose type is not one of scripts', {
    [`${APP}/app.js`]: { headers: { 'content-type': 'text/plain' }, body: CALLING },
  }),
  well('with a script that is called a page', {
    [`${APP}/app.js`]: { headers: { 'content-type': 'text/html' }, body: CALLING },
  }),
  well('with a policy that allows all that it needs', {
    [`${APP}/`]: page('<script src="/app.js" defer></script>', {
      'content-security-policy': `default-src 'self'; connect-src 'self' https://${API}`,
    }),
  }),
  well('with a policy that only reports', {
    [`${APP}/`]: page('<script src="/app.js" defer></script>', {
      'content-security-policy-report-only': "default-src 'none'",
    }),
  }),
  well('with a nonce', {
    [`${APP}/`]: page(
      `<script nonce="r4nd0m">${CALLING.replace('document.body', 'document.documentElement.lastChild')}</script>`,
      {
        'content-security-policy': `script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src https://${API}`,
      },
    ),
  }),
  well("with an old browser's script that is gone", {
    [`${APP}/`]: page(
      '<script src="/app.js" defer></script><script nomodule src="/old.js"></script>',
    ),
  }),
  well('with data in scripts', {
    [`${APP}/`]: page(
      '<script type="application/json">{"api": "http://localhost:8000"}</script><script type="text/template"><b>{{ x }}</b></script><script src="/app.js" defer></script>',
    ),
  }),
  well('with comments, templates and links that name what is not there', {
    [`${APP}/`]: page(
      '<!-- <script src="/gone.js"></script> --><template><script src="/gone.js"></script></template><link rel="icon" href="/gone.ico"><link rel="prefetch" href="/gone.js"><script src="/app.js" defer></script>',
    ),
  }),
  well('with a style that is empty', {
    [`${APP}/`]: page(
      '<link rel="stylesheet" href="/app.css"><script src="/app.js" defer></script>',
    ),
    [`${APP}/app.css`]: { body: '' },
  }),
  well('whose script is redirected to its newest version', {
    [`${APP}/`]: page(`<script src="https://${CDN}/app@1.js" defer></script>`),
    [`${CDN}/app@1.js`]: { status: 302, headers: { location: '/app@1.2.3.js' } },
    [`${CDN}/app@1.2.3.js`]: { body: CALLING },
  }),
  well('that upgrades its addresses', {
    [`${APP}/`]: page(`<script src="http://${CDN}/app.js" defer></script>`, {
      'content-security-policy': 'upgrade-insecure-requests',
    }),
    [`${CDN}/app.js`]: { body: CALLING.replace('https:', 'http:') },
  }),
  well('whose API allows every page', {
    [`${API}/items`]: { headers: { 'content-type': 'application/json', ...OPEN }, body: '[1,2]' },
  }),
  well('that names localhost in a text for people', {
    [`${APP}/app.js`]: {
      body: `${CALLING}; self.help = "Run the server at http://localhost:5678 and try again"; self.link = '<a href="http://localhost:3000/docs">docs</a>'`,
    },
  }),
  well('that names hosts of others', {
    [`${APP}/app.js`]: {
      body: `${CALLING}; self.docs = "https://docs.example.net/start"; self.ns = "http://www.w3.org/2000/svg"; self.see = "https://react.dev/errors/418"`,
    },
  }),
  well('without a doctype', {
    [`${APP}/`]: {
      headers: { 'content-type': 'text/html' },
      body: '<div id="app">Items</div><script src="/app.js"></script>',
    },
  }),
  well('that leads on to the app', {
    [`${APP}/`]: page('<meta http-equiv="refresh" content="0; url=/app/">', {}, ''),
    [`${APP}/app/`]: page('<script src="/app.js" defer></script>'),
  }),
  well('with a policy for files of the head behind them, and one in its body', {
    [`${APP}/`]: page(
      '<script src="/app.js" defer></script><meta http-equiv="Content-Security-Policy" content="script-src \'none\'">',
      {},
      '<p>text</p><meta http-equiv="Content-Security-Policy" content="connect-src \'none\'">',
    ),
  }),
  well('whose import map leads to a part on a CDN', {
    [`${APP}/`]: page(
      `<script type="importmap">{"imports":{"@org/root":"https://${CDN}/root.js"}}</script><script type="module">import("@org/root")</script>`,
    ),
    [`${CDN}/root.js`]: { headers: OPEN, body: `import "https://${CDN}/lib.js"; ${CALLING}` },
    [`${CDN}/lib.js`]: { headers: OPEN, body: '' },
  }),
  ...ODD_ANSWERS,
]
