import type { RequestInput, Template } from '../../../contracts/schema/common.ts'
import type { TokenInput } from '../../../contracts/schema/tokens.ts'

/** The API and the scopes for which a token is requested. */
export interface Wanted {
  readonly resource: string
  readonly scope: string
}

/** The client that sends the request: placeholders of variables, or values that are wrong on purpose. */
export interface Asking {
  readonly user: Template
  readonly password: Template
}

/** The client that the environment names. */
export const ourselves: Asking = { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}' }

/** OAuth 2 client credentials (RFC 6749 §4.4): a form, with id and secret as HTTP Basic. */
export function tokenRequest({ resource, scope }: Wanted, asking: Asking): RequestInput {
  return {
    service: 'issuer',
    method: 'POST',
    path: '/token',
    basic: asking,
    form: { grant_type: 'client_credentials', resource, scope },
  }
}

/** The one way to a token here, in every kind of environment. */
export function clientCredentials(wanted: Wanted): TokenInput['ways'][number] {
  return {
    id: 'client-credentials',
    title: 'client credentials',
    source: {
      from: 'request',
      request: tokenRequest(wanted, ourselves),
      expiresIn: 'expires_in',
    },
  }
}

/** What the issuer must refuse, and the reason it must give (RFC 6749 §5.2, RFC 8707 §2). */
export function wrongCredentials(wanted: Wanted): TokenInput['wrongCredentials'] {
  return [
    {
      id: 'wrong-secret',
      title: 'a wrong client secret',
      request: tokenRequest(wanted, { user: '{CLIENT_ID}', password: 'not-the-secret-{run}' }),
      refusal: { statuses: 401, reasons: 'invalid_client' },
    },
    {
      id: 'unknown-client',
      title: 'a client it does not know',
      request: tokenRequest(wanted, { user: 'nobody-{run}', password: 'no-secret' }),
      refusal: { statuses: 401, reasons: 'invalid_client' },
    },
    {
      id: 'unknown-api',
      title: 'a token for an API it does not know',
      request: tokenRequest({ ...wanted, resource: 'urn:example:api:unknown' }, ourselves),
      refusal: { statuses: 400, reasons: 'invalid_target' },
    },
  ]
}
