import { API, APP, CALLING, CDN, dead, ITEMS, type Kind, LEARNING, page } from '../support/kind.ts'
import { API_ANSWERS } from './api-answers.ts'

const items = (headers: Readonly<Record<string, string | readonly string[]>>) => ({
  [`${API}/items`]: { ...ITEMS, headers: { 'content-type': 'application/json', ...headers } },
})
const calling = (script: string) => ({ [`${APP}/app.js`]: { body: script } })

/** What a page calls or leads on to, and what it may not read. */
export const CALLS: readonly Kind[] = [
  dead('whose API shares nothing', 'cors.blocked', items({})),
  dead(
    'whose API shares with another page',
    'cors.blocked',
    items({ 'access-control-allow-origin': 'https://old.smoke.example' }),
  ),
  dead(
    'whose API shares with its page on plain http',
    'cors.blocked',
    items({ 'access-control-allow-origin': `http://${APP}` }),
  ),
  dead(
    'whose API writes a slash behind the page',
    'cors.blocked',
    items({ 'access-control-allow-origin': `https://${APP}/` }),
  ),
  dead(
    'whose API shares twice',
    'cors.blocked',
    items({ 'access-control-allow-origin': [`https://${APP}`, '*'] }),
  ),
  dead(
    'that calls localhost',
    'frontend.localhost',
    calling(CALLING.replace(`https://${API}`, 'http://localhost:59999')),
  ),
  dead(
    'that calls undefined',
    'frontend.wrong-target',
    calling(CALLING.replace(`https://${API}`, 'undefined')),
  ),
  dead(
    'that calls a name which the build left',
    'frontend.wrong-target',
    calling(CALLING.replace(`https://${API}`, '__API_URL__')),
  ),
  dead(
    'that calls the API on plain http',
    'frontend.wrong-target',
    calling(CALLING.replace('https:', 'http:')),
  ),
  dead(
    'that calls the API of another environment',
    'frontend.wrong-target',
    {
      ...calling(CALLING.replace(API, 'staging.smoke.example')),
      'staging.smoke.example/items': { body: '[]' },
    },
    { page: { calls: ['api'] } },
  ),
  dead('whose API is redirected to plain http', 'service.redirected', {
    [`${API}/items`]: {
      status: 307,
      headers: { location: `http://${API}/items/`, 'access-control-allow-origin': '*' },
    },
    [`${API}/items/`]: ITEMS,
  }),
  ...['{{API_URL}}', '<%= API_URL %>', '#{API_URL}#', '@@API_URL@@', '%VITE_API_URL%'].map((name) =>
    dead(
      `that calls ${name}, and the rest of the address`,
      'frontend.wrong-target',
      calling(CALLING.replace(`"https://${API}/items"`, `"${name}" + "/items"`)),
    ),
  ),
  dead('whose API redirects and does not share the redirect', 'cors.blocked', {
    [`${API}/items`]: { status: 307, headers: { location: '/items/' } },
    [`${API}/items/`]: ITEMS,
  }),
  dead('whose API redirects to an answer that is not shared', 'cors.blocked', {
    [`${API}/items`]: { ...ITEMS, status: 307, headers: { ...ITEMS.headers, location: '/items/' } },
    [`${API}/items/`]: { headers: { 'content-type': 'application/json' }, body: '[1,2]' },
  }),
  dead('whose API redirects to a host that shares with the page by name', 'cors.blocked', {
    [`${API}/items`]: {
      ...ITEMS,
      status: 307,
      headers: { ...ITEMS.headers, location: `https://${CDN}/items` },
    },
    [`${CDN}/items`]: ITEMS,
  }),
  ...[
    'REPLACE_ME',
    'changeme',
    'https://api.example.com',
    `https://${API}:undefined`,
    'http://backend:8000',
    'https://backend.internal',
  ].map((name) =>
    dead(
      `that calls ${name.replace(API, 'its API')}`,
      'frontend.wrong-target',
      calling(CALLING.replace(`https://${API}`, name)),
    ),
  ),
  ...[
    'TODO',
    'NaN',
    'false',
    '[object Promise]',
    'https://',
    'https:///',
    'https://:8000',
    'https://<host>',
    'https://10.0.0.5',
    'http://10.0.0.5:8000',
    'https://192.168.1.20',
    'https://172.20.0.3:8443',
    'http://api.default.svc.cluster.local',
  ].map((name) =>
    dead(
      `that calls ${name} in place of its API`,
      'frontend.wrong-target',
      calling(CALLING.replace(`https://${API}`, name)),
    ),
  ),
  dead(
    'that calls http://localhost, on port 80',
    'frontend.localhost',
    calling(CALLING.replace(`https://${API}`, 'http://localhost')),
  ),
  dead(
    'that calls its API at its own host, which has the start page there',
    'frontend.wrong-target',
    {
      ...calling(CALLING.replace(`https://${API}`, '')),
      [`${APP}/items`]: page('<script src="/app.js" defer></script>'),
    },
  ),
  dead(
    'that calls its API at its own host, which has nothing there',
    'frontend.wrong-target',
    calling(CALLING.replace(`https://${API}`, '')),
  ),
  dead('whose settings are the start page', 'frontend.asset-missing', {
    ...calling(LEARNING),
    [`${APP}/config.json`]: page('<script src="/app.js" defer></script>'),
  }),
  dead('whose settings are gone', 'frontend.asset-missing', calling(LEARNING)),
  dead('whose settings name localhost', 'frontend.localhost', {
    ...calling(LEARNING),
    [`${APP}/config.json`]: { body: '{"apiUrl":"http://localhost:59999"}' },
  }),
  ...['__API_URL__', 'REPLACE_ME', 'http://backend:8000'].map((name) =>
    dead(
      `whose setting is ${name}, and which names its API nowhere`,
      'warning frontend.wrong-target',
      calling(
        `const apiUrl = "${name}"; ${CALLING.replace(`"https://${API}/items"`, 'apiUrl + "/items"')}`,
      ),
    ),
  ),
  dead('that leads on to a folder that is gone', 'route.missing', {
    [`${APP}/`]: page('<meta http-equiv="refresh" content="0; url=/app/">', {}, ''),
  }),
  dead('that leads on to another build', 'frontend.asset-missing', {
    [`${APP}/`]: { headers: { 'content-type': 'text/html', refresh: '0;url=app/' }, body: 'wait' },
    [`${APP}/app/`]: page('<script src="/old.js" defer></script>'),
  }),
  ...API_ANSWERS,
]
