import { fileURLToPath } from 'node:url'
import { type IssuerPromise, issuerContract } from '../contracts/issuer.ts'
import { cause, type Expected, HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { freePorts, startSoftware } from '../harness/software.ts'

/** Basic sends it as a form does (RFC 6749, 2.3.1), or the issuer reads another secret. */
const SPECIAL_SECRET = 'u3Vb+0mT%417yQ2kXr9sLd4e'
const SECRET = 'u3Vb0mT7yQ2kXr9sLd4eA5hW'
const OTHER_SECRET = 'p8Qz5cW1nH6jYt3vKf0aB7sD'

interface Issuer {
  readonly file: string
  readonly promise: IssuerPromise
  /** Clients that the program has built in. */
  readonly client?: { readonly id: string; readonly secret: string; readonly asking?: string }
  readonly user?: { readonly name: string; readonly password: string }
  /** `/` where the issuer's name ends in one. */
  readonly slash?: string
}

/** What differs between a row and a good deployment. */
interface Deployed {
  readonly state?: string
  /** The secret that the issuer has. */
  readonly secret?: string
  /** The secrets of the run. */
  readonly runSecret?: string
  readonly askingSecret?: string
  readonly promise?: Partial<IssuerPromise>
}

function row(
  { file, promise, client, user, slash = '' }: Issuer,
  state: string,
  expected: Expected,
  deployed: Deployed = {},
): Row {
  return {
    kind: 'issuer',
    software: file,
    state,
    expected,
    open: async (cleanup) => {
      const [port = 0] = await freePorts(1)
      const secret = deployed.secret ?? client?.secret ?? SECRET
      const env = {
        CLIENT_ID: client?.id ?? 'smoke-test',
        CLIENT_SECRET: secret,
        USER_NAME: user?.name ?? 'peter',
        USER_PASSWORD: user?.password ?? 'a-password-0123456789',
      }
      await startSoftware(
        fileURLToPath(new URL(`../issuers/${file}`, import.meta.url)),
        [port],
        { ...env, STATE: deployed.state ?? 'healthy' },
        cleanup,
      )
      return {
        contract: issuerContract({ ...promise, ...deployed.promise }),
        env: {
          ...env,
          ISSUER_URL: `http://127.0.0.1:${port}${slash}`,
          CLIENT_SECRET: deployed.runSecret ?? secret,
          ASKING_SECRET: deployed.askingSecret ?? client?.asking ?? secret,
        },
      }
    },
  }
}

const DISCOVERY = '/.well-known/openid-configuration'
const OIDC: Issuer = {
  file: 'oidc-provider.mjs',
  promise: {
    token: '/token',
    healthAt: DISCOVERY,
    discovery: DISCOVERY,
    keys: '/jwks',
    audience: 'urn:api',
    form: { scope: 'read' },
  },
}
const OPAQUE: Issuer = {
  file: 'oidc-provider.mjs',
  promise: {
    token: '/token',
    healthAt: DISCOVERY,
    discovery: DISCOVERY,
    introspection: '/token/introspection',
  },
}
const NODE_OAUTH: Issuer = {
  file: 'node-oauth.mjs',
  promise: { token: '/token', healthAt: '/health', me: '/me' },
}
const AUTHLIB: Issuer = {
  file: 'authlib_issuer.py',
  promise: { token: '/token', healthAt: '/health', introspection: '/introspect', me: '/me' },
}
const DOT: Issuer = {
  file: 'django_oauth_toolkit.py',
  promise: { token: '/o/token/', healthAt: '/health', introspection: '/o/introspect/' },
}
const ZITADEL: Issuer = {
  file: 'zitadel.go',
  slash: '/',
  client: { id: 'sid1', secret: 'verysecret', asking: 'verysecret' },
  promise: { token: '/oauth/token', healthAt: '/healthz', discovery: DISCOVERY },
}
const FOSITE: Issuer = {
  file: 'fosite.go',
  client: { id: 'my-client', secret: 'foobar' },
  user: { name: 'peter', password: 'secret' },
  promise: { token: '/token', healthAt: '/health', introspection: '/introspect', me: '/me' },
}
const MOCK: Issuer = {
  file: 'oauth2-mock-server.mjs',
  promise: { token: '/token', healthAt: DISCOVERY, discovery: DISCOVERY, keys: '/jwks' },
}

const is = (codes: string, words: Parameters<typeof cause>[2] = {}) => cause(codes, 'issuer', words)
const opaque = { state: 'opaque' }
const refresh = (client: string, scope?: string): Deployed => ({
  promise: { me: '/me', person: { client, ...(scope === undefined ? {} : { scope }) } },
})
const KEY_SET = is('token.signature', { says: /kid|key set|published|JWKS/, never: /SHA-256/ })
/** The one who asks is refused; that says nothing about the token. */
const ASKER = is('trust.secret-mismatch|route.forbidden|token.refused', {
  never: /refuses (?:good )?tokens/,
})

export const ISSUERS: readonly Row[] = [
  row(OIDC, 'healthy, JWTs', HEALTHY),
  row(OPAQUE, 'healthy, opaque tokens', HEALTHY, opaque),
  row(NODE_OAUTH, 'healthy', HEALTHY),
  row(AUTHLIB, 'healthy', HEALTHY),
  row(DOT, 'healthy', HEALTHY),
  row(ZITADEL, 'healthy, its name ends in a slash', HEALTHY),
  row(FOSITE, 'healthy', HEALTHY),
  row(MOCK, 'healthy, takes every secret', is('auth.open')),
  row(NODE_OAUTH, 'healthy, a refresh ends the old access token', HEALTHY, refresh('{CLIENT_ID}')),
  row(DOT, 'healthy, a refresh ends the old access token', HEALTHY, refresh('a-person')),
  row(
    FOSITE,
    'healthy, a refresh ends the old access token',
    HEALTHY,
    refresh('{CLIENT_ID}', 'offline'),
  ),
  row(OIDC, 'healthy, a secret with + and %', HEALTHY, { secret: SPECIAL_SECRET }),
  row(DOT, 'healthy, a secret with + and %', HEALTHY, { secret: SPECIAL_SECRET }),
  row(NODE_OAUTH, 'healthy, a secret with + and %, read raw', HEALTHY, {
    secret: SPECIAL_SECRET,
    promise: { encoding: 'raw' },
  }),
  // The contract does not say so.
  row(NODE_OAUTH, 'a secret with + and %, read raw', is('token.refused'), {
    secret: SPECIAL_SECRET,
  }),
  ...[OIDC, NODE_OAUTH, AUTHLIB, DOT].map((one) =>
    row(one, 'the secret of the run is wrong', is('token.refused', { says: /invalid_client/ }), {
      runSecret: OTHER_SECRET,
    }),
  ),
  ...[OPAQUE, AUTHLIB, DOT].map((one) =>
    row(one, 'the secret of the one who introspects is wrong', ASKER, {
      ...opaque,
      askingSecret: OTHER_SECRET,
    }),
  ),
  row(OIDC, 'the published keys are older ones', KEY_SET, { state: 'other-kid' }),
  row(OIDC, 'the published key has the same kid', KEY_SET, { state: 'same-kid' }),
  row(
    OIDC,
    'no key is published',
    is('token.signature', { says: /no (?:signing )?key|empty|0 keys/ }),
    {
      state: 'no-keys',
    },
  ),
  row(OIDC, 'another audience is promised', is('token.claims', { says: /aud/ }), {
    promise: { audience: 'urn:other' },
  }),
  row(
    OIDC,
    'expires_in says a day, exp five minutes',
    is('token.lifetime', { says: /expires_in/, orWarning: true }),
    {
      state: 'expires-in',
    },
  ),
  row(
    OIDC,
    'token_type is mac',
    is('token.malformed|token.claims', { says: /token_type|mac/, orWarning: true }),
    {
      state: 'token-type',
    },
  ),
]
