import type { RequestTemplate, Template } from '../../../contracts/type/common.ts'

/** For which API a token is asked, and for what. */
export interface Wanted {
  readonly resource: string
  readonly scope: string
}

/** Who asks: placeholders of variables, or values that are wrong on purpose. */
export interface Asking {
  readonly user: Template
  readonly password: Template
}

/** The client that the environment names. */
export const ourselves: Asking = { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}' }

/** OAuth 2 client credentials (RFC 6749 §4.4): a form, with id and secret as HTTP Basic. */
export function tokenRequest({ resource, scope }: Wanted, asking: Asking): RequestTemplate {
  return {
    service: 'issuer',
    method: 'POST',
    path: '/token',
    basic: asking,
    form: { grant_type: 'client_credentials', resource, scope },
  }
}
