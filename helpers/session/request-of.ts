import type { Credential, RequestTemplate } from '../../contracts/schema/common.ts'
import type { Secret } from '../../env/secret.ts'
import type { RequestSpec } from '../http/request.ts'
import { placeCredential } from '../promise/credential.ts'
import { renderRequest } from '../promise/request.ts'
import type { AskOptions } from './ask-options.ts'

interface Around {
  readonly baseUrl: string
  /** How tokens travel; undefined for a platform without tokens. */
  readonly sent: Credential | undefined
  readonly values: (extra?: AskOptions['values']) => (name: string) => string | Secret | undefined
  readonly options: AskOptions
}

/** A request of the contract as it is sent: filled in, with its token, its own headers and its limits. */
export function requestOf(
  template: RequestTemplate,
  { baseUrl, sent, values, options }: Around,
): RequestSpec {
  const {
    token,
    values: extra,
    again,
    headers,
    bodyLimitBytes,
    connection,
    reads,
    priority,
    follow,
    timeoutMs,
  } = options
  const known = { ...extra, ...(token === undefined ? {} : { token }) }
  const filled = renderRequest(template, baseUrl, values(known))
  const spec = { ...filled, headers: { ...filled.headers, ...headers } }
  // A template that contains `{token}` places the token itself.
  const places = JSON.stringify(template).includes('{token}')
  const full =
    token === undefined || sent === undefined || places ? spec : placeCredential(spec, sent, token)
  return {
    ...full,
    ...(again === 'never' && { again }),
    ...(bodyLimitBytes !== undefined && { bodyLimitBytes }),
    ...(connection !== undefined && { connection }),
    ...(reads !== undefined && { reads }),
    ...(priority !== undefined && { priority }),
    ...(follow !== undefined && { follow }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
}
