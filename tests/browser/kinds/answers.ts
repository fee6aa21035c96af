import {
  API,
  APP,
  CALLING,
  CDN,
  ITEMS,
  integrityOf,
  type Kind,
  page,
  well,
} from '../support/kind.ts'

/** Answers that look odd, with which pages are well all the same: codings, redirects, statuses, sharing. */
export const ODD_ANSWERS: readonly Kind[] = [
  well('whose script says a coding that is none', {
    [`${APP}/app.js`]: { headers: { 'content-encoding': 'aws-chunked' }, body: CALLING },
  }),
  well('whose CDN shares its script with its site, and embeds only what is shared', {
    [`${APP}/`]: page(`<script src="https://${CDN}/app.js" defer></script>`, {
      'cross-origin-embedder-policy': 'require-corp',
    }),
    [`${CDN}/app.js`]: { headers: { 'cross-origin-resource-policy': 'same-site' }, body: CALLING },
  }),
  well('whose module is redirected to a CDN that shares it by the origin', {
    [`${APP}/`]: page('<script type="module" src="/app.js"></script>'),
    [`${APP}/app.js`]: { status: 302, headers: { location: `https://${CDN}/app.js` } },
    [`${CDN}/app.js`]: ({ origin = 'none' }) => ({
      headers: { 'access-control-allow-origin': origin },
      body: CALLING,
    }),
  }),
  well('that calls localhost only on localhost', {
    [`${APP}/app.js`]: {
      body: `if (location.hostname === "localhost") fetch("http://localhost:9000/log"); ${CALLING}`,
    },
  }),
  well('whose API redirects to a slash and shares both', {
    [`${API}/items`]: { ...ITEMS, status: 307, headers: { ...ITEMS.headers, location: '/items/' } },
    [`${API}/items/`]: ITEMS,
  }),
  well('whose script is UTF-16 with its mark', {
    [`${APP}/app.js`]: {
      body: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CALLING, 'utf16le')]),
    },
  }),
  well('that leads on to its folder', {
    [`${APP}/`]: { status: 302, headers: { location: '/app/' } },
    [`${APP}/app/`]: page('<script src="app.js" defer></script>'),
    [`${APP}/app/app.js`]: { body: CALLING },
  }),
  well('whose script comes with 300', { [`${APP}/app.js`]: { status: 300, body: CALLING } }),
  well('whose scripts have the hash that its Integrity-Policy wants', {
    [`${APP}/`]: page(
      `<script src="/app.js" defer crossorigin integrity="${integrityOf(CALLING)}"></script>`,
      { 'integrity-policy': 'blocked-destinations=(script)' },
    ),
  }),
  well('with an Integrity-Policy that only reports, and one for styles', {
    [`${APP}/`]: page(
      '<link rel="stylesheet" href="/app.css"><script src="/app.js" defer></script>',
      {
        'integrity-policy-report-only': 'blocked-destinations=(script)',
        'integrity-policy': 'blocked-destinations=(style)',
      },
    ),
    [`${APP}/app.css`]: { body: 'p { color: red }' },
  }),
  {
    ...well('whose API says a coding of its preflight that is none of it', {
      [`${APP}/app.js`]: {
        body: CALLING.replace('items")', 'items", { headers: { "x-part": "1" } })'),
      },
      [`${API}/items`]: (_, method) =>
        method === 'OPTIONS'
          ? {
              headers: {
                'access-control-allow-origin': `https://${APP}`,
                'access-control-allow-headers': 'x-part',
                'content-encoding': 'gzip',
              },
              body: 'OK',
            }
          : ITEMS,
    }),
    asked: {
      cors: {
        routes: [
          {
            request: { service: 'api', method: 'GET', path: '/items' },
            method: 'GET',
            headers: ['x-part'],
          },
        ],
      },
    },
  },
]
