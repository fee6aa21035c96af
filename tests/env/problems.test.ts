import { describe, expect, it, vi } from 'vitest'
import { netraVariables } from '../../contracts/netra/variables.ts'
import type { OneOf } from '../../env/missing-alternative.ts'
import { codes, load, loadBad, loadGood, STAGING } from './support/load.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('problems', () => {
  it('are all told at once, by name, with where from and an example that works', async () => {
    const processEnv = {
      AUTH_SERVICE_URL: ' ',
      BACKEND_URL: 'http://localhost:8000',
      FRONTEND_URL: 'https://<host>',
      JWT_SECRET_KEY: 'a\u0007b',
      READY_WAIT_SECONDS: '-1',
      REQUEST_TIMEOUT_MS: '10s',
      EXPECTED_REVISION: 'a b',
      KNOWN_HOSTS: 'https://x',
      LOG_URL_TEMPLATE: 'https://logs/{trace}',
    }
    const files = { 'env/staging.env': 'ENVIRONMENT=staging\nSERVICE_IDD=x' }
    const problems = await loadBad({ processEnv, files })
    expect(problems.map(({ code, variable, message }) => `${code} ${variable} ${message}`)).toEqual(
      [
        'config.invalid SERVICE_ID is misspelt as SERVICE_IDD',
        'config.missing AUTH_SERVICE_URL is empty in process environment, which counts as unset',
        'config.localhost BACKEND_URL leads to this very machine (http://localhost:8000), which is no deployment',
        'config.placeholder FRONTEND_URL is still a placeholder (<…>)',
        'config.invalid JWT_SECRET_KEY must not hold control or invisible characters (U+0007 at character 2)',
        'config.invalid EXPECTED_REVISION must be at most 256 characters without blanks; got "a b"',
        'config.invalid READY_WAIT_SECONDS must be a whole number of seconds from 0 to 3600; got "-1"',
        'config.invalid REQUEST_TIMEOUT_MS must be a whole number of milliseconds from 100 to 120000; got "10s"',
        'config.invalid KNOWN_HOSTS must be host names separated by commas, without scheme, port or path; got "https://x"',
        'config.invalid LOG_URL_TEMPLATE must hold no other names in braces than {traceId}, {at} and {service}; got "https://logs/{trace}"',
      ],
    )
    for (const { variable, example, from } of problems) {
      expect(example).toBe(netraVariables.find(({ name }) => name === variable)?.example)
      expect(['process environment', 'env/staging.env']).toContain(from)
    }
  })

  it('of a good environment are none: every example works', async () => {
    const processEnv = Object.fromEntries(
      netraVariables.map(({ name, example }) => [name, example]),
    )
    const { warnings, origins } = await loadGood({ processEnv })
    expect(warnings).toEqual([])
    expect(origins.filter(({ normalised }) => normalised.length > 0)).toEqual([])
  })

  it('of a value are not told again as missing, nor of what follows from it', async () => {
    const files = {
      'env/staging.env': `${STAGING.replace('BACKEND_URL=', 'BAKEND_URL=')}SERVICE_SECRET="a`,
    }
    expect(await codes({ files })).toEqual([
      'config.invalid SERVICE_SECRET',
      'config.invalid BACKEND_URL',
    ])
  })

  it('of lines glued by \\n are one (F109)', async () => {
    const files = { 'env/staging.env': STAGING.replaceAll('\n', '\\n') }
    expect(await codes({ files, processEnv: { ENVIRONMENT: 'staging' } })).toEqual([
      'config.invalid --env',
    ])
  })

  it('of an unreadable own file stand beside the others', async () => {
    const files = { 'env/staging.local.env': Buffer.from([0]) }
    expect(await codes({ files, processEnv: { SERVICE_ID: 'TODO' } })).toEqual([
      'config.invalid --env',
      'config.placeholder SERVICE_ID',
    ])
  })
})

describe('URLs', () => {
  it.each([
    'http://127.0.0.1:8000',
    'localhost',
    'https://[::1]',
    'http://0.0.0.0',
    'http://api.localhost',
    'http://[::ffff:127.0.0.1]',
  ])('to %s are refused in staging and production, allowed in development', async (url) => {
    const processEnv = { BACKEND_URL: url }
    expect(await codes({ processEnv })).toEqual(['config.localhost BACKEND_URL'])
    expect(await codes({ processEnv, env: 'production' })).toEqual(['config.localhost BACKEND_URL'])
    expect((await loadGood({ processEnv, env: 'development' })).warnings).toEqual([])
  })

  it.each(['http://api.example.com', 'ws://api.example.com'])(
    'in clear (%s) are refused in production, allowed with a word in staging',
    async (url) => {
      const processEnv = { WEBSOCKET_URL: url }
      expect(await codes({ processEnv, env: 'production' })).toEqual([
        'config.insecure WEBSOCKET_URL',
      ])
      expect((await loadGood({ processEnv })).warnings).toMatchObject([
        { code: 'config.insecure', variable: 'WEBSOCKET_URL' },
      ])
      expect((await loadGood({ processEnv, env: 'development' })).warnings).toEqual([])
    },
  )

  it('with a password are refused without showing it', async () => {
    const loaded = await load({
      processEnv: { BACKEND_URL: 'https://user:Zq9secret@api.example.com' },
    })
    expect(loaded).toMatchObject({
      problems: [{ code: 'config.invalid', variable: 'BACKEND_URL' }],
    })
    expect(JSON.stringify(loaded)).not.toContain('Zq9secret')
  })
})

describe('in production, the simulation key', () => {
  it('is not put into the target, whatever it is', async () => {
    for (const key of ['blue-harbor-7-quiet-lantern-31', 'changeme', 'a\nb']) {
      const { secrets, origins } = await loadGood({
        env: 'production',
        processEnv: { E2E_OAUTH_SIMULATION_KEY: key },
      })
      expect(secrets).toEqual({})
      expect(origins).toContainEqual(
        expect.objectContaining({
          variable: 'E2E_OAUTH_SIMULATION_KEY',
          normalised: ['never sent in production: not used'],
        }),
      )
    }
  })
})

describe('one of several ways', () => {
  const oneOf: OneOf = {
    kinds: ['staging', 'production'],
    groups: [
      ['E2E_OAUTH_SIMULATION_KEY'],
      ['SMOKE_USER_EMAIL', 'SMOKE_USER_PASSWORD'],
      ['SMOKE_ACCESS_TOKEN'],
    ],
  }
  const email = { SMOKE_USER_EMAIL: 'smoke@example.com' }

  it('must be configured where the rule says so', async () => {
    expect(await loadBad({ oneOf })).toMatchObject([
      {
        code: 'config.missing',
        variable: 'E2E_OAUTH_SIMULATION_KEY',
        message:
          'is not set; staging needs one of: E2E_OAUTH_SIMULATION_KEY, or SMOKE_USER_EMAIL with SMOKE_USER_PASSWORD, or SMOKE_ACCESS_TOKEN',
      },
    ])
    expect((await loadGood({ oneOf, env: 'development' })).kind).toBe('development')
  })

  it('does not count, nor name, a way that is never used there', async () => {
    const processEnv = { E2E_OAUTH_SIMULATION_KEY: 'blue-harbor-7' }
    expect((await loadGood({ oneOf, processEnv })).kind).toBe('staging')
    expect(await loadBad({ oneOf, processEnv, env: 'production' })).toMatchObject([
      {
        variable: 'SMOKE_USER_EMAIL',
        message:
          'is not set; production needs one of: SMOKE_USER_EMAIL with SMOKE_USER_PASSWORD, or SMOKE_ACCESS_TOKEN',
      },
    ])
  })

  it('names what a way half configured lacks', async () => {
    expect(await loadBad({ oneOf, processEnv: email })).toMatchObject([
      {
        variable: 'SMOKE_USER_PASSWORD',
        message: expect.stringMatching(/^is not set, though SMOKE_USER_EMAIL is; staging needs/),
      },
    ])
    expect(
      (await loadGood({ oneOf, processEnv: { ...email, SMOKE_USER_PASSWORD: 'amber' } })).kind,
    ).toBe('staging')
  })

  it('that is set wrongly or misspelt is that problem alone', async () => {
    expect(await codes({ oneOf, processEnv: { SMOKE_ACCESS_TOKEN: 'changeme' } })).toEqual([
      'config.placeholder SMOKE_ACCESS_TOKEN',
    ])
    const files = { 'env/staging.local.env': 'SMOKE_ACCES_TOKEN=a' }
    expect(await codes({ oneOf, files })).toEqual(['config.invalid SMOKE_ACCESS_TOKEN'])
  })
})
