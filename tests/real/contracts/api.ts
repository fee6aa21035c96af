import type { ContractInput } from '../../../contracts/contract.ts'
import { AUDIENCE, USER } from '../harness/small-issuer.ts'
import { ALL, everywhere, health, refused, variable } from './pieces.ts'

/** How an API of a row differs from the usual 401 for everything. */
export interface ApiPromise {
  readonly withoutCredentials?: readonly number[]
  readonly withWrongToken?: readonly number[]
  /** The form of the key in JWT_KEY, where it is not text. */
  readonly keyEncoding?: 'base64'
}

/** A small issuer `auth` of HS256 tokens, and the service `api` whose middleware is looked at. */
export function apiContract({
  withoutCredentials = [401],
  withWrongToken = [401],
  keyEncoding,
}: ApiPromise): ContractInput {
  const login = (password: string) =>
    ({
      service: 'auth',
      method: 'POST',
      path: '/token',
      json: { user: USER.name, password },
    }) as const
  return {
    platform: 'an API and its middleware',
    variables: [
      variable('AUTH_URL', 'url'),
      variable('API_URL', 'url'),
      variable('USER_PASSWORD', 'secret'),
      { ...variable('JWT_KEY', 'secret'), presence: 'optional' },
    ],
    services: [
      {
        name: 'auth',
        urlVariable: 'AUTH_URL',
        dependsOn: [],
        health: health('/health', 'ok'),
        identity: [{ path: '/health', at: 'service', is: ['auth'] }],
        revision: [],
        protectedRoutes: [],
      },
      {
        name: 'api',
        urlVariable: 'API_URL',
        dependsOn: ['auth'],
        health: health('/health', 'ok'),
        identity: [{ path: '/health', at: 'service', is: ['api'] }],
        revision: [],
        protectedRoutes: [
          {
            title: 'who the caller is',
            request: { service: 'api', method: 'GET', path: '/api/me' },
            accepted: [200],
            withoutCredentials: refused(...withoutCredentials),
            withWrongToken: refused(...withWrongToken),
          },
        ],
      },
    ],
    tokens: {
      issuer: 'auth',
      ways: [
        {
          id: 'login',
          title: 'password login',
          kinds: ALL,
          needs: ['USER_PASSWORD'],
          source: {
            from: 'request',
            request: login('{USER_PASSWORD}'),
            token: 'access_token',
            expiresIn: 'expires_in',
          },
          unavailable: [],
          users: 'one',
        },
      ],
      sent: { by: 'bearer' },
      jwt: {
        algorithms: ['HS256'],
        key: { kind: 'secret', variable: 'JWT_KEY' },
        ...(keyEncoding === undefined ? {} : { keyEncoding }),
        present: ['sub', 'iss', 'aud', 'iat', 'exp', 'jti'],
        values: [],
        subject: 'sub',
        lifetimeSeconds: everywhere(600),
        skewSeconds: 5,
        claims: { sub: '{subject}', iss: '{AUTH_URL}', aud: AUDIENCE },
        typeClaims: [],
      },
      wrongCredentials: [
        {
          id: 'wrong-password',
          title: 'a wrong password',
          kinds: ALL,
          needs: [],
          request: login('not-the-password-{run}'),
          refusal: refused(401),
        },
      ],
    },
    journeys: [],
    sockets: [],
    pages: [],
  }
}
