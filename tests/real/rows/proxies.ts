import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { generate } from 'selfsigned'
import { startReference } from '../../../reference/start-reference.ts'
import { cause, type Expected, HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { type Cleanup, freePorts, startSoftware } from '../harness/software.ts'

/** Traefik accepts connections before it has routes. */
const SETTLE_MS = 1_500

/** The reference deployment behind a proxy; what is wrong is wrong at the backend alone. */
function row(software: string, [state, title, expected]: State, wait = '3'): Row {
  return {
    kind: 'proxy',
    software,
    state: title,
    expected,
    open: async (cleanup) => {
      const [a = 0, b = 0, c = 0, auth = 0, backend = 0, frontend = 0] = await freePorts(6)
      const tls = state === 'mtls' ? await certificate(cleanup) : undefined
      const url = (port: number) => `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`
      const reference = await startReference({
        ports: { auth, backend, frontend },
        publicUrls: {
          auth: url(a),
          backend: url(b),
          frontend: url(c),
          websocket: url(b).replace('http', 'ws'),
        },
      })
      cleanup.add(() => reference.close())
      if (state === 'dead') await reference.stop('backend')
      const upstreams = [auth, state === 'silent' ? await silent(cleanup) : backend, frontend]
      await startSoftware(
        fileURLToPath(new URL(`../proxies/${software}`, import.meta.url)),
        [a, b, c],
        {
          STATE: state,
          ...Object.fromEntries(
            upstreams.map((port, at) => [at === 0 ? 'UPSTREAM' : `UPSTREAM_${at + 1}`, `${port}`]),
          ),
          ...tls,
        },
        cleanup,
      )
      if (state !== 'late') await pause(SETTLE_MS)
      return {
        env: reference.env,
        flags: ['--wait', wait],
        ...(tls === undefined ? {} : { processEnv: { NODE_EXTRA_CA_CERTS: tls.CERT } }),
      }
    },
  }
}

/** An app that accepts connections and never answers. */
async function silent(cleanup: Cleanup): Promise<number> {
  const [port = 0] = await freePorts(1)
  const server = createServer((socket) => {
    socket.on('error', () => {})
    cleanup.add(async () => socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  cleanup.add(async () => server.close())
  return port
}

async function certificate(cleanup: Cleanup): Promise<{ CERT: string; CERT_KEY: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'real-tls-'))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  const [CERT, CERT_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  await Promise.all([writeFile(CERT, made.cert), writeFile(CERT_KEY, made.private)])
  return { CERT, CERT_KEY }
}

/** STATE of the program, the row's words for it, and what should be said. */
type State = readonly [state: string, title: string, expected: Expected]

const is = (codes: string, words: Parameters<typeof cause>[2] = {}) =>
  cause(codes, 'backend', words)

const WELL: State = ['healthy', 'healthy', HEALTHY]
const DEAD: State = ['dead', 'the app refuses connections', is('edge.no-backend')]
/** An own error handler, in words that an app may use, too. */
const DEAD_IN_OWN_WORDS: State = [DEAD[0], DEAD[1], is('edge.no-backend|service.unavailable')]
const SILENT: State = ['silent', 'the app never answers', is('edge.no-backend')]
const STRIP: State = [
  'strip',
  'Authorization is removed',
  is('trust.header-dropped', { says: /authorization/, never: /SERVICE_SECRET/ }),
]
const REDIRECT: State = [
  'redirect',
  'redirects to https',
  is('service.redirected', { says: /https:/ }),
]
const NO_UPGRADE: State = [
  'nows',
  'Upgrade is not passed on',
  is('ws.no-upgrade', { says: /upgrade/ }),
]
/** A browser refuses two values; one `*` is a promise that nobody gave. */
const CORS: State = ['cors', 'Access-Control-Allow-Origin is added', is('cors.blocked')]
const CORS_ALONE: State = [
  'cors',
  'Access-Control-Allow-Origin is replaced',
  is('cors.too-open|cors.blocked'),
]
const HOST: State = ['host', 'does not know the Host', is('edge.missing|edge.no-backend')]
const LIMIT: State = [
  'limit',
  'headers may be 512 bytes',
  is('edge.limit', { says: /header|large|limit/ }),
]
const PAGE: State = ['default-page', 'its default page stands there', is('edge.missing')]
const MTLS: State = ['mtls', 'wants a client certificate', is('tls.client-certificate')]
const LATE: State = ['late', 'healthy, its routes appear 3 s after its ports', HEALTHY]

const ALL: readonly State[] = [WELL, DEAD, SILENT, STRIP, REDIRECT, NO_UPGRADE]

export const PROXIES: readonly Row[] = [
  ...[...ALL, CORS, HOST, LIMIT, PAGE, MTLS].map((one) => row('nginx.mjs', one)),
  ...[...ALL, CORS, HOST, MTLS].map((one) => row('haproxy.mjs', one)),
  ...[...ALL, CORS, LIMIT, PAGE].map((one) => row('apache.mjs', one)),
  ...[...ALL, CORS].map((one) => row('lighttpd.mjs', one)),
  ...[...ALL, CORS_ALONE, HOST].map((one) => row('varnish.mjs', one)),
  ...[...ALL, CORS, HOST].map((one) => row('caddy.mjs', one)),
  ...[...ALL, CORS_ALONE, HOST].map((one) => row('traefik.mjs', one)),
  row('traefik.mjs', LATE, '20'),
  ...[...ALL, CORS, HOST].map((one) => row('envoy.mjs', one)),
  ...[WELL, DEAD_IN_OWN_WORDS, SILENT, STRIP, REDIRECT, NO_UPGRADE, LIMIT].map((one) =>
    row('http-proxy.mjs', one),
  ),
  ...ALL.map((one) => row('http-proxy-middleware.mjs', one)),
  ...[DEAD, SILENT].map((one) => row('fastify-http-proxy.mjs', one)),
  row('fastify-http-proxy.mjs', [
    'healthy',
    'passes no token to the socket (its default)',
    is('trust.header-dropped|ws.closed|ws.refused'),
  ]),
]
