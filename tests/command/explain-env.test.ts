import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { envFile } from './env-file.ts'
import { expectHidden } from './expect-hidden.ts'
import { oneLine } from './one-line.ts'
import { run } from './run-command.ts'
import { useReference } from './use-reference.ts'

describe('--explain-env', () => {
  test('shows where every value came from, and no secret in any form', async () => {
    const reference = await useReference()
    const file = await envFile({ ...reference.env, SMOKE_ACCESS_TOKEN: 'a-token-of-my-own-4711' })
    const { exitCode, stdout, stderr } = await run(['smoke.ts', '--explain-env', '--env', file], {
      SERVICE_SECRET: 'a-secret-of-the-process-4711',
    })
    expect(exitCode).toBe(0)
    expect(reference.seen.requests).toBe(0)
    expect(stdout).toMatch(/^BACKEND_URL +http:\/\/127\.0\.0\.1:\d+/m)
    expect(oneLine(stdout)).toMatch(
      /SERVICE_SECRET \[redacted\] .*from process environment overrides \[redacted\]/,
    )
    for (const name of [
      'JWT_SECRET_KEY',
      'E2E_OAUTH_SIMULATION_KEY',
      'SERVICE_SECRET',
      'SMOKE_USER_PASSWORD',
    ])
      expectHidden(stdout + stderr, reference.env[name] ?? '')
    for (const secret of ['a-token-of-my-own-4711', 'a-secret-of-the-process-4711'])
      expectHidden(stdout + stderr, secret)
  })

  test.each(['--explain-env', '--list'])(
    '%s tells what is wrong, ends with 2, and writes no report',
    async (flag) => {
      const file = await envFile({ ENVIRONMENT: 'staging' })
      const dir = join(dirname(file), 'reports')
      const printed = await run(['smoke.ts', flag, '--env', file, '--report-dir', dir])
      expect(printed.exitCode).toBe(2)
      expect(printed.stdout).toContain('NOT RUN')
      expect(printed.stderr).toContain('problem  BACKEND_URL is not set')
      expect(existsSync(dir)).toBe(false)
    },
  )

  test('explains what is wrong too', async () => {
    const file = await envFile({ ENVIRONMENT: 'staging', BACKEND_URL: 'https://api.example.com' })
    const { exitCode, stdout } = await run(['smoke.ts', '--explain-env', '--env', file])
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/^BACKEND_URL +https:\/\/api\.example\.com/m)
    expect(stdout).toMatch(/^AUTH_SERVICE_URL +unset/m)
    expect(stdout).toContain('NOT RUN')
  })
})
