import { APP, CALLING, CDN, integrityOf, type Kind, page, site } from '../support/kind.ts'

const MISSING = 'frontend.asset-missing'
const dead = (title: string, different: Kind['site'], says = MISSING): Kind => ({
  title,
  chromium: 'dead',
  says,
  site: site(different),
})
const MODULE = page('<script type="module" src="/app.js"></script>')

/** Files that browsers do not load or do not run. */
export const FILES: readonly Kind[] = [
  dead('whose script is gone', { [`${APP}/app.js`]: { status: 404, body: 'gone' } }),
  dead('whose script is the start page', { [`${APP}/app.js`]: page('') }),
  dead('whose script is the start page under the type of scripts', {
    [`${APP}/app.js`]: { body: '<!doctype html><title>Items</title>' },
  }),
  dead('whose script may not be guessed', {
    [`${APP}/app.js`]: {
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: CALLING,
    },
  }),
  dead('whose script is cut off', { [`${APP}/app.js`]: { body: CALLING.slice(0, -12) } }),
  dead('whose script is an error in words', {
    [`${APP}/app.js`]: { body: 'Internal Server Error' },
  }),
  dead('whose script is an error in JSON', {
    [`${APP}/app.js`]: { body: '{"error": "not found"}' },
  }),
  dead('whose module is text', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { headers: { 'content-type': 'text/plain' }, body: CALLING },
  }),
  dead('whose module is loaded as a script', {
    [`${APP}/app.js`]: { body: `import "/lib.js"; ${CALLING}` },
    [`${APP}/lib.js`]: { body: '' },
  }),
  dead('whose module imports a file that is gone', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import "./lib.js"; ${CALLING}` },
  }),
  dead('whose module imports a bare name', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import "react"; ${CALLING}` },
  }),
  dead('whose import map is broken', {
    [`${APP}/`]: page(
      '<script type="importmap">{"imports": {"lib": "/lib.js"},}</script><script type="module" src="/app.js"></script>',
    ),
    [`${APP}/app.js`]: { body: `import "lib"; ${CALLING}` },
    [`${APP}/lib.js`]: { body: '' },
  }),
  dead('whose import map leads to a file that is gone', {
    [`${APP}/`]: page(
      '<script type="importmap">{"imports": {"lib": "/lib.js"}}</script><script type="module" src="/app.js"></script>',
    ),
    [`${APP}/app.js`]: { body: `import "lib"; ${CALLING}` },
  }),
  dead('whose module is on a CDN that does not share it', {
    [`${APP}/`]: page(`<script type="module" src="https://${CDN}/app.js"></script>`),
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  dead('whose script is of another build than its hash', {
    [`${APP}/`]: page(
      '<script src="/app.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" defer></script>',
    ),
  }),
  dead('whose script on a CDN has a hash and is not shared', {
    [`${APP}/`]: page(
      `<script src="https://${CDN}/app.js" integrity="${integrityOf(CALLING)}" defer></script>`,
    ),
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  dead('whose script is on plain http', {
    [`${APP}/`]: page(`<script src="http://${CDN}/app.js" defer></script>`),
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  dead('whose script is redirected to plain http', {
    [`${APP}/app.js`]: { status: 302, headers: { location: `http://${CDN}/app.js` } },
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  dead('whose base is wrong', {
    [`${APP}/`]: page('<base href="/v1/"><script src="app.js" defer></script>'),
  }),
  dead('whose own script is no script', {
    [`${APP}/`]: page(
      `<script>self.api = {{ API_URL }}; addEventListener("load", () => {${CALLING}})</script>`,
    ),
  }),
  dead(
    'with nothing in it',
    { [`${APP}/`]: { headers: { 'content-type': 'text/html' }, body: '' } },
    'frontend.blank',
  ),
  dead(
    'that is sent as plain text',
    {
      [`${APP}/`]: {
        ...page('<script src="/app.js" defer></script>'),
        headers: { 'content-type': 'text/plain' },
      },
    },
    'route.shape',
  ),
  dead(
    'that is sent as a download',
    {
      [`${APP}/`]: {
        ...page('<script src="/app.js" defer></script>'),
        headers: { 'content-type': 'application/octet-stream' },
      },
    },
    'route.shape',
  ),
  dead('whose script has a type with parameters', {
    [`${APP}/`]: page('<script type="text/javascript; charset=utf-8" src="/app.js"></script>'),
  }),
  dead('whose only script is empty', { [`${APP}/app.js`]: { body: '/* nothing */' } }),
  dead('whose script comes without content', { [`${APP}/app.js`]: { status: 204 } }),
  dead('whose base is forbidden by its policy', {
    [`${APP}/`]: page('<base href="/v2/"><script src="app.js"></script>', {
      'content-security-policy': "base-uri 'none'",
    }),
    [`${APP}/app.js`]: { status: 404 },
    [`${APP}/v2/app.js`]: { body: CALLING },
  }),
  dead(
    'with a root, a style and no script',
    {
      [`${APP}/`]: page('<link rel="stylesheet" href="/app.css">', {}, '<div id="root"></div>'),
      [`${APP}/app.css`]: { body: 'p {}' },
    },
    'frontend.blank',
  ),
  dead(
    'that is sent without a type and with nosniff',
    {
      [`${APP}/`]: {
        ...page('<script src="/app.js" defer></script>'),
        headers: { 'content-type': '', 'x-content-type-options': 'nosniff' },
      },
    },
    'route.shape',
  ),
  dead(
    'that says of itself that it is down, with status 200',
    {
      [`${APP}/`]: {
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Down for maintenance</title><h1>We will be back soon</h1>',
      },
    },
    'service.unavailable',
  ),
  dead(
    'that is a list of the files in its folder',
    {
      [`${APP}/`]: {
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>Index of /</title></head><body><h1>Index of /</h1></body></html>',
      },
    },
    'edge.missing',
  ),
  {
    title: 'that preloads a script which is gone and which it does not use',
    chromium: 'hurt',
    says: 'warning frontend.asset-missing',
    site: site({
      [`${APP}/`]: page(
        '<link rel="preload" as="script" href="/gone.js"><script src="/app.js" defer></script>',
      ),
    }),
  },
  {
    title: 'whose style for paper is gone',
    chromium: 'hurt',
    says: 'warning frontend.asset-missing',
    site: site({
      [`${APP}/`]: page(
        '<link rel="stylesheet" media="print" href="/gone.css"><script src="/app.js" defer></script>',
      ),
    }),
  },
  {
    title: 'whose style is text',
    chromium: 'hurt',
    says: MISSING,
    site: site({
      [`${APP}/`]: page(
        '<link rel="stylesheet" href="/app.css"><script src="/app.js" defer></script>',
      ),
      [`${APP}/app.css`]: { headers: { 'content-type': 'text/plain' }, body: 'p { color: red }' },
    }),
  },
]
