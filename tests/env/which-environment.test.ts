import { describe, expect, it } from 'vitest'
import type { OneOf } from '../../env/missing-alternative.ts'
import { load, loadBad, loadGood, STAGING } from './support/load.ts'

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

describe('a variable that is not set', () => {
  const oneOf: OneOf = {
    kinds: ['staging'],
    groups: [['E2E_OAUTH_SIMULATION_KEY'], ['SMOKE_ACCESS_TOKEN']],
  }

  it.each([
    ['SMOKE_ACCES_TOKEN', '; SMOKE_ACCES_TOKEN is set: is SMOKE_ACCESS_TOKEN meant?'],
    [
      'E2E_OAUTH_SIMULATION_KY',
      '; E2E_OAUTH_SIMULATION_KY is set: is E2E_OAUTH_SIMULATION_KEY meant?',
    ],
    ['LOG_URL_TEMPLAT', ''],
    ['SMOKE_TOKEN_OF_ANOTHER_TOOL', ''],
  ])('names the misspelt %s of the process environment: "%s"', async (name, said) => {
    expect(await loadBad({ oneOf, processEnv: { [name]: 'x' } })).toMatchObject([
      {
        message: `is not set; staging needs one of: E2E_OAUTH_SIMULATION_KEY, or SMOKE_ACCESS_TOKEN${said}`,
      },
    ])
  })
})
