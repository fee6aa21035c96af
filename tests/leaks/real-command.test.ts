import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { run, runCommand } from '../command/run-command.ts'
import { sample } from '../stages.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { forgetExtraFaults } from '../support/extra-fault.ts'
import { useFolder } from '../support/folders.ts'
import { registerEcho } from './support/echo-fault.ts'
import { findLeaks } from './support/find-leaks.ts'

afterAll(forgetExtraFaults)

const ECHO = 'echoes-what-it-hears'

/** One or two of each layer; every other one is in every-fault.test.ts, at less cost. */
const FAULTS = [
  'backend-answers-cut',
  'backend-certificate-of-another-host',
  'backend-edge-no-healthy-upstream',
  'backend-unhealthy',
  'login-crashes',
  'auth-ignores-signatures',
  'service-secret-mismatch',
  'auth-accepts-refresh-tokens',
  'socket-refuses-good-tokens',
  'socket-closes-at-once',
  'agent-echoes',
  'threads-readable-by-others',
]

describe('the command in a process of its own, against a deployment that echoes, has', () => {
  const folder = useFolder('leaks-real')

  test.each(sample(FAULTS, 6))(
    '%s: no secret is in anything written',
    { timeout: 120_000 },
    async (name) => {
      const memory = registerEcho(ECHO, 'beside')
      const reference = await startReference({ faults: [name, ECHO] })
      try {
        const file = await writeEnvFile(folder.path, name, {
          ENVIRONMENT: 'local',
          ...reference.env,
        })
        const stepSummary = join(folder.path, `${name}.md`)
        const ca = reference.env.NODE_EXTRA_CA_CERTS
        const env = {
          GITHUB_ACTIONS: 'true',
          GITHUB_STEP_SUMMARY: stepSummary,
          ...(ca && { NODE_EXTRA_CA_CERTS: ca }),
        }
        const { stdout, stderr, reports } = await runCommand(['--env', file, '--wait', '2'], env)
        const { ctrf, ...texts } = reports
        expect(stdout).toMatch(/^::(?:error|warning) /m)
        expect(
          findLeaks(
            {
              stdout,
              stderr,
              ctrf: JSON.stringify(ctrf),
              ...texts,
              stepSummary: await readFile(stepSummary, 'utf8'),
            },
            memory.secrets(),
          ),
        ).toEqual([])
      } finally {
        await reference.close()
      }
    },
  )
})

describe('what is printed about the environment', () => {
  const folder = useFolder('leaks-env')
  const SECRET = 'hV7kQ2mZ9xB4tN6wL8pR3sD5fG1jC0aY'

  test.each([
    ['set', {}],
    [
      'set in variables that only look like the right ones',
      {
        JWT_SECRETKEY: SECRET,
        E2E_OAUTH_SIMULATION_KEYS: `${SECRET}keys`,
        AUTH_TOKEN: SECRET,
        DATABASE_URL: `postgres://user:${SECRET}@db/x`,
      },
    ],
    [
      'set in URLs',
      {
        BACKEND_URL: `https://user:${SECRET}@api.smoke.example/?token=${SECRET}#${SECRET}`,
        FRONTEND_URL: `https://app.smoke.example/?api_key=${SECRET}&x=1`,
      },
    ],
    [
      'unusable',
      {
        JWT_SECRET_KEY: `${SECRET}\u0007`,
        E2E_OAUTH_SIMULATION_KEY: `<${SECRET}>`,
        SERVICE_SECRET: `changeme-${SECRET}`,
        SMOKE_USER_PASSWORD: ` "${SECRET}" `,
      },
    ],
  ])('holds no secret that is %s', { timeout: 120_000 }, async (title, values) => {
    const file = await writeEnvFile(folder.path, title.replaceAll(' ', '-'), {
      ENVIRONMENT: 'staging',
      AUTH_SERVICE_URL: 'https://auth.smoke.example',
      BACKEND_URL: 'https://api.smoke.example',
      FRONTEND_URL: 'https://app.smoke.example',
      JWT_SECRET_KEY: `${SECRET}jwt`,
      E2E_OAUTH_SIMULATION_KEY: `${SECRET}key`,
      SERVICE_ID: 'netra-backend',
      SERVICE_SECRET: `${SECRET}service`,
      SMOKE_USER_EMAIL: 'smoke@smoke.example',
      SMOKE_USER_PASSWORD: `${SECRET}password`,
      SMOKE_ACCESS_TOKEN: `${SECRET}token`,
      ...values,
    })
    const printed = await Promise.all(
      ['--explain-env', '--list'].map(async (action) => {
        const { stdout, stderr } = await run(
          ['smoke.ts', '--env', file, '--report-dir', folder.path, action],
          { SERVICE_SECRET: `${SECRET}shadowed` },
        )
        return [action, stdout + stderr] as const
      }),
    )
    const reports = await Promise.all(
      ['junit.xml', 'summary.md', 'ctrf.json', 'report.html', 'run.json'].map(
        async (name) =>
          [name, await readFile(join(folder.path, name), 'utf8').catch(() => '')] as const,
      ),
    )
    expect(
      findLeaks(Object.fromEntries([...printed, ...reports]), [[SECRET, 'the secret']]),
    ).toEqual([])
  })
})
