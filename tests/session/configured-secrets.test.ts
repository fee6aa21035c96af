import { describe, expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { configuredSecrets } from '../../helpers/session/secrets.ts'

const KEY = 'k7Qm2xN9vB4tZ1wR8sD3'

function secretsOf(secrets: Readonly<Record<string, string>>, proxyEnv = {}) {
  const hidden = Object.entries(secrets).map(([name, text]) => [name, new Secret(text)])
  return configuredSecrets({ secrets: Object.fromEntries(hidden) }, proxyEnv)
}

describe('the secrets that a run is configured with', () => {
  test('are those of the environment', () => {
    expect(secretsOf({ JWT_SECRET_KEY: KEY, SERVICE_SECRET: 'other' })).toEqual([KEY, 'other'])
  })

  test('are the values of extra headers alone too, but no words', () => {
    const text = `X-Route: staging; CF-Access-Client-Secret: ${KEY}`
    expect(secretsOf({ EXTRA_HEADERS: text })).toEqual([text, KEY])
    for (const beside of ['Bearer ', 'pass=']) {
      const other = `X-Pass: ${beside}${KEY}`
      expect(secretsOf({ EXTRA_HEADERS: other })).toEqual([other, beside + KEY, KEY])
    }
  })

  test('are the credentials of every proxy that a variable names, used or not', () => {
    const proxyEnv = {
      HTTPS_PROXY: `http://smoke:${KEY}@proxy.smoke.example:3128`,
      all_proxy: 'http://:p%40ss@proxy.smoke.example',
      HTTP_PROXY: '',
      NO_PROXY: 'user:pass@host',
    }
    expect(secretsOf({}, proxyEnv)).toEqual([`smoke:${KEY}`, KEY, ':p@ss', 'p@ss'])
  })
})
