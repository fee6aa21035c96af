import { expect, it } from 'vitest'
import { configuration } from '../../reference/faults/configuration.ts'
import { load } from './support/load.ts'

const healthy = {
  AUTH_SERVICE_URL: 'http://127.0.0.1:4001',
  BACKEND_URL: 'http://127.0.0.1:4002',
  FRONTEND_URL: 'http://127.0.0.1:4003',
  JWT_SECRET_KEY: '6f'.repeat(32),
  E2E_OAUTH_SIMULATION_KEY: '7e'.repeat(32),
  SERVICE_ID: 'netra-backend',
  SERVICE_SECRET: '8d'.repeat(32),
}

it.each(Object.entries(configuration))(
  'the reference deployment told wrongly is refused for that reason alone: %s',
  async (_, { env, finds }) => {
    const embedded = env?.(healthy) ?? healthy
    const loaded = await load({ env: 'local', embedded, files: { 'env/local.env': '' } })
    const codes = loaded.kind === 'problems' ? loaded.problems.map(({ code }) => code) : []
    expect([...new Set(codes)]).toEqual(finds.map(({ code }) => code))
  },
)
