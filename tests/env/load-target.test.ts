import { describe, expect, it } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { DEVELOPMENT, loadBad, loadGood, STAGING } from './support/load.ts'

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
