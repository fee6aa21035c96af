import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { DEVELOPMENT, load, loadBad, loadGood, STAGING } from './support/load.ts'

describe('a target', () => {
  it('holds what the environment says, and nothing it does not', async () => {
    const processEnv = {
      JWT_SECRET_KEY: 'blue-harbor-7',
      SERVICE_ID: 'netra-backend',
      HOME: '/root',
    }
    expect(await loadGood({ processEnv })).toMatchObject({
      environment: 'staging',
      kind: 'staging',
      urls: {
        AUTH_SERVICE_URL: 'https://auth.example.com',
        BACKEND_URL: 'https://api.example.com',
        FRONTEND_URL: 'https://app.example.com',
        WEBSOCKET_URL: 'wss://api.example.com',
      },
      texts: { ENVIRONMENT: 'staging', SERVICE_ID: 'netra-backend' },
      secrets: { JWT_SECRET_KEY: expect.any(Secret) },
      readyWaitSeconds: 120,
      requestTimeoutMs: 10_000,
      knownHosts: [],
      warnings: [],
    })
    expect(Object.keys((await loadGood({ processEnv })).texts)).not.toContain('HOME')
  })

  it('keeps secrets so that only reveal() gives them', async () => {
    const { secrets } = await loadGood({ processEnv: { SERVICE_SECRET: 'amber-field-52' } })
    expect(secrets.SERVICE_SECRET?.reveal()).toBe('amber-field-52')
    expect(`${secrets.SERVICE_SECRET} ${JSON.stringify(secrets)}`).not.toContain('amber')
  })

  it.each([
    ['local', 0],
    ['development', 120],
    ['production', 120],
  ])('of %s waits %i s when nothing says otherwise', async (env, seconds) => {
    const files = { 'env/local.env': DEVELOPMENT.replace('development', 'local') }
    expect((await loadGood({ env, files })).readyWaitSeconds).toBe(seconds)
  })

  it('reads KNOWN_HOSTS as hosts in staging, and not at all in production', async () => {
    const processEnv = { KNOWN_HOSTS: ' API.example.com, app.example.com ,' }
    expect((await loadGood({ processEnv })).knownHosts).toEqual([
      'api.example.com',
      'app.example.com',
    ])
    const production = await loadGood({ processEnv, env: 'production' })
    expect(production.knownHosts).toEqual([])
    expect(production.origins).toContainEqual(
      expect.objectContaining({
        variable: 'KNOWN_HOSTS',
        normalised: ['no certificate may name another host in production: not used'],
      }),
    )
  })

  it('takes the variables of another contract, and always those of every run', async () => {
    const variables = [
      {
        name: 'API_URL',
        meaning: 'The API.',
        example: 'https://api.example.com',
        kind: 'url',
        presence: 'required',
      },
      {
        name: 'RETRIES',
        meaning: 'How often.',
        example: '3',
        kind: 'integer',
        presence: 'optional',
        fallback: '2',
      },
    ] as const
    const files = {
      'x.env': 'ENVIRONMENT=staging\nAPI_URL=api.example.com\nREQUEST_TIMEOUT_MS=500',
    }
    expect(await loadGood({ env: './x.env', variables, files })).toMatchObject({
      urls: { API_URL: 'https://api.example.com' },
      texts: { RETRIES: '2' },
      requestTimeoutMs: 500,
    })
    expect(
      await loadBad({ env: './x.env', variables, files, processEnv: { RETRIES: '1e3' } }),
    ).toMatchObject([{ variable: 'RETRIES', message: 'must be a whole number; got "1e3"' }])
  })
})

describe('what a file sets and nobody reads', () => {
  const files = { 'env/staging.env': `${STAGING}HTTPS_PROXY=http://proxy:3128\nOTHER_URL=b\n` }

  it('is explained, and a proxy that counts nowhere is a warning', async () => {
    const { origins, warnings } = await loadGood({ files })
    expect(origins.slice(-2)).toMatchObject([
      { variable: 'HTTPS_PROXY', normalised: ['counts only in the process environment'] },
      { variable: 'OTHER_URL', normalised: ['no variable of this contract'] },
    ])
    expect(warnings).toMatchObject([
      {
        variable: 'HTTPS_PROXY',
        message: 'counts only in the process environment, not in env/staging.env',
      },
    ])
  })

  it('is no warning when the process environment has the proxy too', async () => {
    const processEnv = { HTTPS_PROXY: 'http://proxy:3128' }
    expect((await loadGood({ files, processEnv })).warnings).toEqual([])
  })
})

describe('WEBSOCKET_URL', () => {
  const origin = async (processEnv: Record<string, string>) => {
    const { origins } = await loadGood({ processEnv })
    return origins.find(({ variable }) => variable === 'WEBSOCKET_URL')
  }

  it('follows from BACKEND_URL, base path kept, when nothing sets it', async () => {
    expect(await origin({ BACKEND_URL: 'https://h.example/base/' })).toEqual({
      variable: 'WEBSOCKET_URL',
      value: 'wss://h.example/base',
      from: 'derived from BACKEND_URL',
      overrides: [],
      normalised: [],
    })
  })

  it('is what is set, and ws where http was written', async () => {
    expect(await origin({ WEBSOCKET_URL: 'https://ws.example.com/' })).toMatchObject({
      value: 'wss://ws.example.com',
      from: 'process environment',
      normalised: ['scheme https → wss', 'trailing slash removed'],
    })
  })
})

describe('the embedded reference', () => {
  const embedded = {
    AUTH_SERVICE_URL: 'http://127.0.0.1:4001',
    BACKEND_URL: 'http://127.0.0.1:4002',
    FRONTEND_URL: 'http://127.0.0.1:4003',
    JWT_SECRET_KEY: 'made-for-this-run',
  }

  it('is what --env local tries', async () => {
    const target = await loadGood({ env: 'local', embedded })
    expect(target).toMatchObject({
      kind: 'local',
      urls: { BACKEND_URL: 'http://127.0.0.1:4002' },
      warnings: [],
    })
    expect(target.origins).toContainEqual(
      expect.objectContaining({ variable: 'BACKEND_URL', from: 'embedded reference' }),
    )
  })

  it('gives way to everything else, with a word when that leads elsewhere', async () => {
    const target = await loadGood({
      env: 'local',
      embedded,
      processEnv: { BACKEND_URL: 'https://api.example.com' },
    })
    expect(target.urls.BACKEND_URL).toBe('https://api.example.com')
    expect(target.warnings).toMatchObject([
      {
        variable: 'BACKEND_URL',
        message: expect.stringContaining('not to the embedded reference'),
      },
    ])
  })

  it('gives way to a service on this machine without a word', async () => {
    const processEnv = { BACKEND_URL: 'http://localhost:8000' }
    const { urls, warnings } = await loadGood({ env: 'local', embedded, processEnv })
    expect(urls.BACKEND_URL).toBe('http://localhost:8000')
    expect(warnings).toEqual([])
  })

  it('is not tried by the rules of a deployment, and one problem says why', async () => {
    expect(
      await loadBad({ env: 'local', embedded, processEnv: { ENVIRONMENT: 'staging' } }),
    ).toEqual([
      {
        code: 'config.invalid',
        variable: 'ENVIRONMENT',
        example: 'local',
        from: 'process environment',
        message:
          'is staging (process environment), but --env local tries the embedded reference; unset it, or pass --env staging',
      },
    ])
  })

  it('without one, --env local needs its URLs like any other', async () => {
    expect(
      (await loadBad({ env: 'local' })).map(({ code, variable }) => `${code} ${variable}`),
    ).toEqual([
      'config.missing AUTH_SERVICE_URL',
      'config.missing BACKEND_URL',
      'config.missing FRONTEND_URL',
    ])
  })
})

describe('ENVIRONMENT', () => {
  it('missing in a file is a problem that lists the four words', async () => {
    const files = { 'qa.env': STAGING.replace('ENVIRONMENT=staging\n', '') }
    expect(await loadBad({ env: './qa.env', files })).toMatchObject([
      {
        code: 'config.missing',
        variable: 'ENVIRONMENT',
        message: expect.stringContaining('local, development, staging, production'),
      },
    ])
  })

  it('missing in env/staging.env is what the name says', async () => {
    const files = { 'env/staging.env': STAGING.replace('ENVIRONMENT=staging\n', '') }
    expect((await loadGood({ files })).kind).toBe('staging')
  })

  it.each(['prod', 'test', 'dev', 'staging2'])('does not know %s', async (word) => {
    expect(await loadBad({ processEnv: { ENVIRONMENT: word } })).toMatchObject([
      {
        code: 'config.invalid',
        variable: 'ENVIRONMENT',
        message: `must be one of local, development, staging, production; got "${word}"`,
      },
    ])
  })

  it('may be written in upper case', async () => {
    const target = await loadGood({ processEnv: { ENVIRONMENT: 'Staging' } })
    expect(target).toMatchObject({ kind: 'staging', texts: { ENVIRONMENT: 'staging' } })
  })

  it('of the process environment counts, with a word when the file says otherwise', async () => {
    const target = await loadGood({ processEnv: { ENVIRONMENT: 'production' } })
    expect(target.kind).toBe('production')
    expect(target.warnings).toMatchObject([
      {
        variable: 'ENVIRONMENT',
        message:
          'is production (process environment) instead of staging (env/staging.env): the rules of production apply',
      },
    ])
  })

  it('never makes production anything laxer', async () => {
    expect(
      await loadBad({ env: 'production', processEnv: { ENVIRONMENT: 'development' } }),
    ).toMatchObject([
      {
        variable: 'ENVIRONMENT',
        message:
          'is development (process environment), but production in env/production.env; unset it',
      },
    ])
  })
})

it('an environment nobody knows is one problem', async () => {
  expect(await load({ env: 'moon' })).toMatchObject({
    kind: 'problems',
    environment: 'moon',
    origins: [],
    problems: [{ variable: '--env' }],
  })
})
