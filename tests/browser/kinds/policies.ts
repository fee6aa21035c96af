import { API, APP, CALLING, CDN, integrityOf, type Kind, page, site } from '../support/kind.ts'

/** A module that imports the script of the page. */
const MAIN = 'import "/app.js"'
const LINKED = '<script src="/app.js" defer></script>'
const INLINE = `<script>addEventListener("load", () => {${CALLING}})</script>`
const dead = (
  title: string,
  policy: string,
  head = LINKED,
  different: Kind['site'] = {},
): Kind => ({
  title: `with a policy ${title}`,
  chromium: 'dead',
  says: 'frontend.blocked',
  site: site({ [`${APP}/`]: page(head, { 'content-security-policy': policy }), ...different }),
})

const hurt = (title: string, says: string, policy: string, head: string): Kind => ({
  ...dead(title, policy, head),
  chromium: 'hurt',
  says,
})

/** Policies of a page that forbid what it needs. */
export const POLICIES: readonly Kind[] = [
  dead('of its own host only', "default-src 'self'"),
  dead('that forgot the API', "default-src 'self'; connect-src 'self' https://other.example"),
  dead('that lists the API by plain path', `default-src 'self'; connect-src https://${API}/v2/`),
  dead(
    'that lists the API in another letter case of its path',
    `default-src 'self'; connect-src https://${API}/Items`,
  ),
  dead('that forbids scripts', "script-src 'none'"),
  dead(
    'without the CDN',
    "script-src 'self'",
    `<script src="https://${CDN}/app.js" defer></script>`,
    { [`${CDN}/app.js`]: { body: CALLING } },
  ),
  dead('that forbids scripts in the page', `script-src 'self'; connect-src https://${API}`, INLINE),
  dead(
    'with the nonce of another answer',
    `script-src 'nonce-old'; connect-src https://${API}`,
    INLINE.replace('<script', '<script nonce="new"'),
  ),
  dead(
    'with the hash of another build',
    `script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='; connect-src https://${API}`,
    INLINE,
  ),
  dead(
    'that a nonce makes strict, with unsafe-inline for old browsers',
    `script-src 'unsafe-inline' 'nonce-abc'; connect-src https://${API}`,
    INLINE,
  ),
  dead('in two headers of which one forbids', `default-src *, default-src 'self'`),
  dead(
    'in a meta element',
    '',
    `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">${LINKED}`,
  ),
  dead('that puts it into a sandbox', 'sandbox'),
  dead('that leaves it without an origin', 'sandbox allow-scripts'),
  dead(
    'that forbids the handler with which it begins',
    `default-src 'self'; connect-src https://${API}`,
    '',
    {
      [`${APP}/`]: {
        headers: {
          'content-type': 'text/html',
          'content-security-policy': `default-src 'self'; connect-src https://${API}`,
        },
        body: '<!doctype html><script src="/app.js"></script><body onload="go()"><p>text</p>',
      },
      [`${APP}/app.js`]: { body: `function go() {${CALLING}}` },
    },
  ),
  dead(
    'with the hash of a file, which has no integrity attribute',
    `script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='; connect-src https://${API}`,
  ),
  hurt(
    'that forbids all its style',
    'frontend.blocked',
    `default-src 'self'; connect-src https://${API}`,
    `<style>p { color: red }</style>${LINKED}`,
  ),
  hurt(
    'that forbids the handler of a button',
    'warning frontend.blocked',
    `default-src 'self'; connect-src https://${API}`,
    `${LINKED}<body><button onclick="go()">go</button>`,
  ),
  ...[
    ['without a hash', '<script src="/app.js" defer></script>'],
    [
      'with a hash that is not fetched with CORS',
      `<script src="/app.js" defer integrity="${integrityOf(CALLING)}"></script>`,
    ],
    [
      'whose module imports another without a hash',
      `<script type="module" src="/main.js" integrity="${integrityOf(MAIN)}"></script>`,
    ],
  ].map(
    ([title, html]): Kind => ({
      title: `with an Integrity-Policy, and a script ${title}`,
      chromium: 'dead',
      says: 'frontend.blocked',
      site: site({
        [`${APP}/`]: page(html ?? '', { 'integrity-policy': 'blocked-destinations=(script)' }),
        [`${APP}/main.js`]: { body: MAIN },
      }),
    }),
  ),
]
