import { gzipSync } from 'node:zlib'
import { APP, CALLING, CDN, type Kind, page, site } from '../support/kind.ts'

const MODULE = page('<script type="module" src="/app.js"></script>')
const dead = (title: string, different: Kind['site']): Kind => ({
  title,
  chromium: 'dead',
  says: 'frontend.asset-missing',
  site: site(different),
})

/** Modules and what they import, and files of hosts that say which pages may use them. */
export const MODULES: readonly Kind[] = [
  dead('whose CDN shares its script with itself alone', {
    [`${APP}/`]: page(`<script src="https://${CDN}/app.js"></script>`),
    [`${CDN}/app.js`]: {
      headers: { 'cross-origin-resource-policy': 'same-origin' },
      body: CALLING,
    },
  }),
  dead('whose CDN shares its script with its own site alone', {
    [`${APP}/`]: page('<script src="https://cdn.other.example/app.js"></script>'),
    'cdn.other.example/app.js': {
      headers: { 'cross-origin-resource-policy': 'same-site' },
      body: CALLING,
    },
  }),
  dead('that embeds only what is shared, and its CDN says nothing', {
    [`${APP}/`]: page(`<script src="https://${CDN}/app.js"></script>`, {
      'cross-origin-embedder-policy': 'require-corp',
    }),
    [`${CDN}/app.js`]: { body: CALLING },
  }),
  dead('whose module is of another build than the hash in its import map', {
    [`${APP}/`]: page(
      '<script type="importmap">{"imports":{"lib":"/lib.js"},"integrity":{"/lib.js":"sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc="}}</script><script type="module" src="/app.js"></script>',
    ),
    [`${APP}/app.js`]: { body: `import "lib"; ${CALLING}` },
    [`${APP}/lib.js`]: { body: '' },
  }),
  dead('whose import map stands behind a module in the page', {
    [`${APP}/`]: page(
      `<script type="module">import "lib"; ${CALLING}</script><script type="importmap">{"imports":{"lib":"/lib.js"}}</script>`,
    ),
    [`${APP}/lib.js`]: { body: '' },
  }),
  dead('whose module imports JSON that is the start page', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import x from "/d.json" with { type: "json" }; ${CALLING}` },
    [`${APP}/d.json`]: page(''),
  }),
  dead('whose module needs a module that needs a file that is gone', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import "/a.js"; ${CALLING}` },
    [`${APP}/a.js`]: { body: 'import "/gone.js"' },
  }),
  dead('whose module imports a file of a CDN that is gone', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import "https://${CDN}/lib.js"; ${CALLING}` },
    [`${CDN}/other.js`]: { body: '' },
  }),
  dead('whose module imports a file of a CDN that does not share it', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: `import "https://${CDN}/lib.js"; ${CALLING}` },
    [`${CDN}/lib.js`]: { body: '' },
  }),
  dead('whose import map leads to a part on a CDN that is gone, with which it begins', {
    [`${APP}/`]: page(
      `<script type="importmap">{"imports":{"@org/root":"https://${CDN}/root.js"}}</script><script type="module">import("@org/root")</script>`,
    ),
    [`${CDN}/other.js`]: { body: '' },
  }),
  dead('whose module is gzip, and says nothing of it', {
    [`${APP}/`]: MODULE,
    [`${APP}/app.js`]: { body: gzipSync(CALLING) },
  }),
]
