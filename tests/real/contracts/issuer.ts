import type { ContractInput } from '../../../contracts/contract.ts'
import type { RequestTemplate } from '../../../contracts/schema/common.ts'
import { ALL, everywhere, health, refused, variable } from './pieces.ts'

/** Where an issuer has what, and how it differs from the rest. */
export interface IssuerPromise {
  readonly token: string
  readonly healthAt: string
  /** The discovery document, whose `issuer` is ISSUER_URL. */
  readonly discovery?: string
  /** Opaque tokens: where their verdict is asked for. */
  readonly introspection?: string
  /** JWTs: where the keys are, and the audience promised. */
  readonly keys?: string
  readonly audience?: string
  /** A route of its own that a token opens. */
  readonly me?: string
  readonly form?: Readonly<Record<string, string>>
  /** How id and secret stand in Basic. */
  readonly encoding?: 'form' | 'raw'
  /** A person signs in with USER_NAME and USER_PASSWORD, and refreshes. */
  readonly person?: { readonly client: string; readonly scope?: string }
  readonly wrongSecret?: {
    readonly statuses: readonly number[]
    readonly reasons: readonly string[]
  }
}

/** One service `issuer`; CLIENT_ID asks with Basic, and ASKING_SECRET is the secret of the service that introspects. */
export function issuerContract(promise: IssuerPromise): ContractInput {
  const { token, person, form = {}, keys, introspection, audience } = promise
  const ask = (fields: Readonly<Record<string, string>>, user: string, password: string) =>
    ({
      service: 'issuer',
      method: 'POST',
      path: token,
      basic: { user, password, encoding: promise.encoding ?? 'form' },
      form: { ...fields, ...form },
    }) satisfies RequestTemplate
  const login: Record<string, string> =
    person === undefined
      ? { grant_type: 'client_credentials' }
      : {
          grant_type: 'password',
          username: '{USER_NAME}',
          password: '{USER_PASSWORD}',
          ...(person.scope === undefined ? {} : { scope: person.scope }),
        }
  const client = person?.client ?? '{CLIENT_ID}'
  const { statuses, reasons } = promise.wrongSecret ?? {
    statuses: [401],
    reasons: ['invalid_client'],
  }
  return {
    platform: 'an issuer',
    variables: [
      variable('ISSUER_URL', 'url'),
      variable('CLIENT_ID', 'text'),
      variable('CLIENT_SECRET', 'secret'),
      variable('ASKING_SECRET', 'secret'),
      variable('USER_NAME', 'text'),
      variable('USER_PASSWORD', 'secret'),
    ],
    services: [
      {
        name: 'issuer',
        urlVariable: 'ISSUER_URL',
        dependsOn: [],
        health: health(promise.healthAt),
        identity:
          promise.discovery === undefined
            ? []
            : [{ path: promise.discovery, at: 'issuer', is: ['{ISSUER_URL}'] }],
        revision: [],
        protectedRoutes:
          promise.me === undefined
            ? []
            : [
                {
                  title: 'who the caller is',
                  request: { service: 'issuer', method: 'GET', path: promise.me },
                  accepted: [200],
                  withoutCredentials: refused(401),
                  withWrongToken: refused(401),
                },
              ],
      },
    ],
    tokens: {
      issuer: 'issuer',
      ways: [
        {
          id: 'oauth',
          title: person === undefined ? 'client credentials' : 'password login',
          kinds: ALL,
          needs: ['CLIENT_ID', 'CLIENT_SECRET'],
          source: {
            from: 'request',
            request: ask(login, client, '{CLIENT_SECRET}'),
            token: 'access_token',
            expiresIn: 'expires_in',
            ...(person === undefined ? {} : { refreshToken: 'refresh_token' }),
          },
          unavailable: [],
          users: 'one',
        },
      ],
      sent: { by: 'bearer' },
      ...(keys === undefined
        ? {}
        : {
            jwt: {
              algorithms: ['RS256'],
              key: { kind: 'jwks', request: { service: 'issuer', method: 'GET', path: keys } },
              present: ['iss', 'exp'],
              values: audience === undefined ? [] : [{ claim: 'aud', is: [audience] }],
              subject: 'sub',
              lifetimeSeconds: everywhere(3_600),
              skewSeconds: 5,
              claims: { sub: '{CLIENT_ID}', iss: '{ISSUER_URL}' },
              typeClaims: [],
            } as const,
          }),
      ...(introspection === undefined
        ? {}
        : {
            verify: {
              request: {
                service: 'issuer',
                method: 'POST',
                path: introspection,
                basic: { user: '{CLIENT_ID}', password: '{ASKING_SECRET}' },
                form: { token: '{token}' },
              },
              valid: { at: 'active', is: [true] },
            } as const,
          }),
      ...(person === undefined
        ? {}
        : {
            refresh: {
              request: ask(
                { grant_type: 'refresh_token', refresh_token: '{refreshToken}' },
                client,
                '{CLIENT_SECRET}',
              ),
              token: 'access_token',
              refreshToken: 'refresh_token',
            },
          }),
      wrongCredentials: [
        {
          id: 'wrong-secret',
          title: 'a wrong client secret',
          kinds: ALL,
          needs: [],
          request: ask(login, client, 'not-the-secret-{run}'),
          refusal: { statuses, reasons },
        },
      ],
    },
    journeys: [],
    sockets: [],
    pages: [],
  }
}
