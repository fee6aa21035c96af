import { request } from 'undici'
import { expect, onTestFinished } from 'vitest'
import { AUDIENCE } from '../../examples/oidc/platform/clients.ts'
import { type OidcPlatformOptions, startOidcPlatform } from '../../examples/oidc/platform.ts'

export type Env = Readonly<Record<string, string>>

/** Starts the platform for one test and closes it afterwards. */
export async function startForTest(options?: OidcPlatformOptions): Promise<Env> {
  const platform = await startOidcPlatform(options)
  onTestFinished(() => platform.close())
  return platform.env
}

/** Sends a form with Basic credentials, as OAuth clients do. */
export async function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  user = '',
  password = '',
) {
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${btoa(`${user}:${password}`)}`,
    },
    body: new URLSearchParams(form).toString(),
  })
  return { status: statusCode, json: (await body.json()) as Record<string, unknown> }
}

export function askForToken(env: Env, resource: string, secret = env.CLIENT_SECRET) {
  const scope = 'notes:read notes:write archive:read'
  const form = { grant_type: 'client_credentials', resource, scope }
  return postForm(`${env.ISSUER_URL}/token`, form, env.CLIENT_ID, secret)
}

export async function tokenFor(env: Env, api: keyof typeof AUDIENCE): Promise<string> {
  const { status, json } = await askForToken(env, AUDIENCE[api])
  expect(status).toBe(200)
  return String(json.access_token)
}

export async function get(url: string, authorization?: string, method: 'GET' | 'HEAD' = 'GET') {
  const headers = authorization === undefined ? {} : { authorization }
  const { statusCode, headers: came, body } = await request(url, { method, headers })
  return {
    status: statusCode,
    challenge: String(came['www-authenticate'] ?? ''),
    type: String(came['content-type'] ?? ''),
    text: await body.text(),
  }
}
