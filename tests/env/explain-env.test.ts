import { describe, expect, it } from 'vitest'
import { explainEnv } from '../../command/cli/explain-env.ts'
import { load } from './support/load.ts'

describe('--explain-env', () => {
  it('says of every variable what it is, where from, what it overrides and what was put right', async () => {
    const loaded = await load({
      flags: { wait: 30 },
      processEnv: {
        BACKEND_URL: ' wss://API.example.com/base/ ',
        SERVICE_SECRET: 'slow-river-19-amber-field-52',
        SMOKE_USER_PASSWORD: 'amber',
        LOG_URL_TEMPLATE: `https://logs.example.com/${'long-'.repeat(12)}{traceId}`,
      },
    })
    expect(explainEnv(loaded)).toMatchInlineSnapshot(`
      "Environment staging, by the rules for staging

      ENVIRONMENT               staging
                                from env/staging.env
      AUTH_SERVICE_URL          https://auth.example.com
                                from env/staging.env
      BACKEND_URL               https://api.example.com/base
                                from process environment
                                overrides https://api.example.com from env/staging.env
                                surrounding blanks removed
                                scheme wss → https
                                host in lower case
                                trailing slash removed
      FRONTEND_URL              https://app.example.com
                                from env/staging.env
      WEBSOCKET_URL             wss://api.example.com/base
                                derived from BACKEND_URL
      E2E_OAUTH_SIMULATION_KEY  unset
      JWT_SECRET_KEY            unset
      SERVICE_ID                unset
      SERVICE_SECRET            [redacted] (28 characters, fingerprint addd79)
                                from process environment
      SMOKE_USER_EMAIL          unset
      SMOKE_USER_PASSWORD       [redacted] (under 16 characters)
                                from process environment
      SMOKE_ACCESS_TOKEN        unset
      EXPECTED_REVISION         unset
      READY_WAIT_SECONDS        30
                                from flag --wait
                                overrides 120 from default
      REQUEST_TIMEOUT_MS        10000
                                from default
      MAX_CONCURRENT_REQUESTS   4
                                from default
      EXTRA_HEADERS             unset
      CLIENT_CERT_FILE          unset
      CLIENT_KEY_FILE           unset
      CLIENT_KEY_PASSPHRASE     unset
      KNOWN_HOSTS               unset
      LOG_URL_TEMPLATE          https://logs.example.com/long-long-long-long-long-long-long-long-long-long
                                  -long-long-{traceId}
                                from process environment
      "
    `)
  })

  it('explains what it could not use just as well', async () => {
    const text = explainEnv(
      await load({ processEnv: { BACKEND_URL: 'http://localhost:1', READY_WAIT_SECONDS: 'soon' } }),
    )
    expect(text).toContain('BACKEND_URL               http://localhost:1\n')
    expect(text).toContain('READY_WAIT_SECONDS        soon\n')
  })

  it('lets no line be a command to the CI system that reads it, whoever made the origins', () => {
    const value = `${'a '.repeat(40)}::error::b\u001b[31m ##vso[task.complete]`
    const name = 'A'
    const text = explainEnv({
      kind: 'problems',
      environment: '::error::x',
      problems: [],
      origins: [
        { variable: name, value, from: '::debug::', overrides: [], normalised: ['::error::c'] },
      ],
    })
    expect(text).not.toMatch(/^\s*::|##vso|\u001b/m)
  })

  it('is at most 100 columns wide and lets nothing move the cursor', async () => {
    const text = explainEnv(
      await load({
        processEnv: {
          SERVICE_ID: '\u001b[31mred\u001b]0;title\u0007\r\nAUTH_SERVICE_URL ok\u202e\u009b2J',
          EXPECTED_REVISION: 'word '.repeat(500),
          BACKEND_URL: `https://h.example/${'x'.repeat(5_000)}`,
        },
      }),
    )
    for (const line of text.split('\n')) {
      expect(line.length).toBeLessThanOrEqual(100)
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
    expect(text.length).toBeLessThan(6_000)
  })
})
