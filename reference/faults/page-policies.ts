import { createHash } from 'node:crypto'
import type { Faults, WrittenFault } from '../fault.ts'
import type { Interceptor } from '../http/exchange.ts'
import { when, withHeaders } from '../http/layers.ts'
import { brokenPage, file, inHead, instead } from './page-layers.ts'

/** The hash of another build. */
const HASH = 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='
const STARTS = 'self.__netra = {};'
const SCRIPTS = / async=""/g

const policy = (value: string): Interceptor =>
  when('GET HEAD /', withHeaders({ 'content-security-policy': value }))
const wantsHashes = when(
  'GET HEAD /',
  withHeaders({ 'integrity-policy': 'blocked-destinations=(script)' }),
)
const blocked = (summary: string, ...layers: readonly Interceptor[]): WrittenFault =>
  brokenPage(summary, 'frontend.blocked', layers)

/** Names the hash that the script has, and does not fetch it with CORS. */
const withHashesAndWithoutCors: Interceptor = async (asked, next) => {
  const answer = await next(asked)
  const paths = [...answer.body.matchAll(/<script src="([^"]+)"/g)].map(([, path]) => path ?? '')
  const hashes = await Promise.all(
    paths.map(async (path) => {
      const { body } = await next({ ...asked, path })
      return createHash('sha256').update(body).digest('base64')
    }),
  )
  const body = paths.reduce(
    (html, path, at) =>
      html.replace(`src="${path}"`, `src="${path}" integrity="sha256-${hashes[at]}"`),
    answer.body,
  )
  return { ...answer, body }
}

/** Policies of the page that forbid what it needs. */
export const pagePolicies: Faults = {
  'frontend-policy-forgot-the-api': blocked(
    'The policy of the page lists its sockets, and forgot the API',
    policy("connect-src 'self' ws://127.0.0.1:*"),
  ),
  'frontend-policy-of-another-path': blocked(
    'The policy of the page lists the API with the path of its next version',
    policy('connect-src ws://127.0.0.1:* http://127.0.0.1:*/v2/'),
  ),
  'frontend-policy-blocks-scripts': blocked(
    'The policy of an API was put before the page: it allows no script',
    policy("script-src 'none'"),
  ),
  'frontend-policy-without-the-cdn': blocked(
    'The scripts of the page moved to a CDN, and its policy did not hear of it',
    when('GET /', instead('script src="', 'script src="CDN')),
    policy("script-src 'self'"),
  ),
  'frontend-policy-with-an-old-nonce': blocked(
    'A cache keeps the policy of the page with its nonce, and every page has a new one',
    when('GET /', instead(SCRIPTS, ' nonce="bmV3" async=""')),
    policy("script-src 'nonce-b2xk'"),
  ),
  'frontend-policy-with-an-old-hash': blocked(
    'The policy of the page has the hash that its first script had in the build before',
    inHead(`<script>${STARTS}</script>`),
    policy(`script-src 'self' '${HASH}'`),
  ),
  'frontend-policy-with-a-nonce-forgotten': blocked(
    'A nonce in the policy switches off the unsafe-inline on which a script of the page counts',
    inHead(`<script>${STARTS}</script>`),
    policy("script-src 'self' 'unsafe-inline' 'nonce-abc'"),
  ),
  'frontend-policy-with-the-hash-of-a-file': blocked(
    'The policy of the page lists its scripts by hash alone, and their elements name none',
    policy(`script-src '${HASH}'`),
  ),
  'frontend-two-policies': blocked(
    'The app has a policy, and the proxy adds a stricter one: both must allow a script',
    policy("script-src 'self', default-src 'none'; connect-src *; style-src *"),
  ),
  'frontend-without-an-origin': blocked(
    'The policy of the page puts it into a sandbox with scripts, and without its origin',
    policy('sandbox allow-scripts'),
  ),
  'frontend-policy-blocks-its-start': blocked(
    'The policy forbids the handler in the markup that starts the page',
    when('GET /', instead('<body>', '<body onload="start()">')),
    when('GET /', instead(/<script src="[^"]*main-app[^<]*<\/script>/g, '')),
    policy("script-src 'self'"),
  ),
  'frontend-policy-blocks-its-style': blocked(
    'The policy forbids the style that the page has inside, and it has no other',
    when('GET /', instead(/<link rel="stylesheet"[^>]*>/g, '<style>body { margin: 0 }</style>')),
    policy("style-src 'self'"),
  ),
  'frontend-policy-blocks-a-button': brokenPage(
    'The policy forbids the handler in the markup of a button',
    'frontend.blocked',
    [when('GET /', instead('<button ', '<button onclick="ask()" ')), policy("script-src 'self'")],
    'warning',
  ),
  'frontend-integrity-without-cors': blocked(
    'A new policy wants hashes for scripts; the page has them, and does not fetch the scripts with CORS',
    when('GET /', withHashesAndWithoutCors),
    wantsHashes,
  ),
  'frontend-integrity-of-a-part': blocked(
    'A new policy wants hashes for scripts, and a module imports a part without one',
    when('GET /', instead(/<script src[^<]*<\/script>/g, '')),
    inHead(
      `<script type="module" src="/chat.js" integrity="sha256-${createHash('sha256').update('import "/part.js";').digest('base64')}"></script>`,
    ),
    file('/chat.js', 'import "/part.js";'),
    file('/part.js', STARTS),
    wantsHashes,
  ),
}
