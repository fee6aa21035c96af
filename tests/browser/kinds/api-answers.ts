import { gzipSync } from 'node:zlib'
import { API, APP, CALLING, dead, ITEMS, type Kind } from '../support/kind.ts'

/** Answers of the API that browsers keep from the page, in part or whole, or in which the page finds no data. */
export const API_ANSWERS: readonly Kind[] = [
  dead(
    'whose API hides a header that the page reads',
    'cors.blocked',
    {
      [`${APP}/app.js`]: {
        body: CALLING.replace(
          'answer.json()',
          'answer.headers.get("x-total").length && answer.json()',
        ),
      },
      [`${API}/items`]: { ...ITEMS, headers: { ...ITEMS.headers, 'x-total': '2' } },
    },
    {
      cors: {
        routes: [
          {
            request: { service: 'api', method: 'GET', path: '/items' },
            method: 'GET',
            headers: [],
            reads: ['x-total'],
          },
        ],
      },
    },
  ),
  dead('whose API answers 304 to who has nothing', 'route.shape', {
    [`${API}/items`]: { ...ITEMS, status: 304, body: '' },
  }),
  dead('whose API sends gzip and says nothing of it', 'route.shape', {
    [`${API}/items`]: { ...ITEMS, body: gzipSync('[1,2]') },
  }),
  dead('whose API answers with the start page', 'route.shape', {
    [`${API}/items`]: {
      headers: { ...ITEMS.headers, 'content-type': 'text/html' },
      body: '<!doctype html><title>Items</title><script src="/app.js"></script>',
    },
  }),
]
