import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { beginCommand } from './begin-command.ts'
import { envFile } from './env-file.ts'
import { oneLine } from './one-line.ts'
import { runCommand } from './run-command.ts'
import { useReference } from './use-reference.ts'

describe('a run that cannot start', () => {
  test('tells everything wrong with the command line at once, with suggestions', async () => {
    const { exitCode, stderr, reports } = await runCommand([
      '--sute',
      'health',
      '--suite',
      'helth',
      '--wait',
      'soon',
      '--strict=yes',
      '--report-dirr=x',
    ])
    expect(exitCode).toBe(2)
    for (const problem of [
      '--sute is not a flag (is --suite meant?); an example that works: --suite golden-path',
      'health is not expected here',
      '--suite helth names no suite (is health meant?); known: config, health, ',
      '--wait soon is not a whole number of seconds from 0 to 3600',
      '--strict takes no value',
      '--report-dirr is not a flag (is --report-dir meant?)',
    ])
      expect(oneLine(stderr)).toContain(problem)
    expect(stderr).toContain('an example that works: --wait 60')
    expect(reports.ctrf.results.extra).toMatchObject({
      verdict: 'fail',
      decision: 'hold',
      rootCauses: [{ code: 'config.invalid', service: 'config' }],
    })
    expect(reports.junit).toMatch(/<error message="[^"]*: --sute, health, .* cannot be used"/)
    expect(reports.junit).toContain('--suite helth names no suite')
    expect(reports.junit).not.toContain('name="kind"')
    expect(reports.summary).toContain('`npm test -- --help` lists the flags')
    expect(reports.summary).not.toContain('--explain-env')
  })

  test('tells everything wrong with the environment at once, each variable with a value that works', async () => {
    const file = await envFile({
      ENVIRONMENT: 'production',
      AUTH_SERVICE_URL: 'REPLACE_ME',
      BACKEND_URL: 'https://localhost:8000',
      FRONTEND_URL: '',
      REQUEST_TIMEOUT_MS: 'quick',
      READY_WAIT_SECONDS: '-1',
    })
    const { exitCode, stderr, reports } = await runCommand(['--env', file, '--faultless'])
    expect(exitCode).toBe(2)
    for (const [variable, example] of [
      ['AUTH_SERVICE_URL', 'AUTH_SERVICE_URL=https://'],
      ['BACKEND_URL', 'BACKEND_URL=https://'],
      ['FRONTEND_URL', 'FRONTEND_URL=https://'],
      ['REQUEST_TIMEOUT_MS', 'REQUEST_TIMEOUT_MS=15000'],
      ['READY_WAIT_SECONDS', 'READY_WAIT_SECONDS=180'],
      ['SMOKE_USER_EMAIL', 'SMOKE_USER_EMAIL='],
      ['--faultless', '--fault backend-refused'],
    ] as const) {
      const problems = stderr.split('\n').filter((line) => line.startsWith('problem  '))
      const told = problems.filter((line) => line.includes(variable))
      expect(told, variable).not.toEqual([])
      expect(told.join('\n')).toContain(example)
      expect(reports.summary.replaceAll('`', '')).toContain(variable)
    }
    const { rootCauses } = reports.ctrf.results.extra
    expect(rootCauses.map(({ code, nextSteps }) => [code, nextSteps.length])).toEqual([
      // The command line, then the variables.
      ['config.invalid', 2],
      ['config.missing', 3],
      ['config.placeholder', 3],
      ['config.invalid', 3],
      ['config.localhost', 3],
    ])
  })

  test('knows which environments there are', async () => {
    const { exitCode, stdout } = await runCommand(['--env', 'stagin'])
    expect(exitCode).toBe(2)
    expect(oneLine(stdout)).toMatch(/--env .*staging/)
  })

  test('knows which faults there are', async () => {
    const { exitCode, stdout } = await runCommand(['--fault', 'backend-edge'])
    expect(exitCode).toBe(2)
    expect(oneLine(stdout)).toContain('did you mean backend-edge-')
  })

  test('does not begin with a proxy that is none, and keeps its password', async () => {
    const file = await envFile({
      ENVIRONMENT: 'staging',
      AUTH_SERVICE_URL: 'https://auth.invalid',
      BACKEND_URL: 'https://api.invalid',
      FRONTEND_URL: 'https://app.invalid',
      E2E_OAUTH_SIMULATION_KEY: 'blue-harbor-7-quiet-lantern-31',
    })
    const { exitCode, stdout, stderr, reports } = await runCommand(['--env', file], {
      HTTPS_PROXY: 'socks5://me:my-own-password@proxy.example:1080',
    })
    expect(exitCode).toBe(2)
    expect(oneLine(stdout)).toContain('HTTPS_PROXY is not an http(s) URL of a proxy')
    expect(stdout + stderr + JSON.stringify(reports)).not.toContain('my-own-password')
  })

  test.each([
    ['--contract', 'package.json', 'package.json exports no "contract" with services'],
    ['--contract', 'gone.ts', 'gone.ts does not exist'],
    ['--compare', 'gone.json', '"gone.json" does not exist'],
    ['--place', 'a b', '"a b" is not 1 to 60 letters'],
  ])('says of %s %s what is wrong with it', async (flag, value, words) => {
    const { exitCode, stdout } = await runCommand([flag, value])
    expect(exitCode).toBe(2)
    expect(oneLine(stdout)).toContain(`${flag} ${words}`)
  })

  test('says every mistake of a contract at once, with its file and place, and sends nothing', async () => {
    const file = await envFile({ API_URL: 'http://127.0.0.1:9', ENVIRONMENT: 'local' })
    const contract = join(dirname(file), 'wrong.json')
    const api = { name: 'api', urlVariable: 'API_ULR', health: '/health' }
    const variables = [
      { name: 'API_URL', meaning: 'API', example: 'https://a.example', kind: 'url' },
    ]
    await writeFile(contract, JSON.stringify({ platform: 'Shop', variables, services: [api] }))
    const { exitCode, stdout, stderr, reports } = await runCommand([
      '--env',
      file,
      '--contract',
      contract,
    ])
    expect(exitCode).toBe(2)
    expect(oneLine(stdout)).toContain('wrong.json: 2 mistakes in the contract')
    for (const report of [stdout, stderr, reports.summary, JSON.stringify(reports.ctrf)]) {
      const said = oneLine(report).replaceAll('`', '')
      expect(said).toContain(
        'wrong.json: services[0].health must be a list or an object, is a text',
      )
      expect(said).toContain('is API_URL meant?')
      expect(said).not.toMatch(/ at \S+:\d+:\d+/)
    }
  })
})

describe('--strict', () => {
  test.for([
    [[], 0, 'warn'],
    [['--strict'], 1, 'fail'],
  ] as const)('%o: a warning ends with %i', async ([flags, code, verdict]) => {
    const { exitCode, reports } = await runCommand([
      '--fault',
      'auth-degraded',
      '--suite',
      'health',
      ...flags,
    ])
    expect(exitCode).toBe(code)
    expect(reports.ctrf.results.extra).toMatchObject({
      verdict,
      rootCauses: [],
      warnings: [{ code: 'service.degraded', service: 'auth' }],
    })
  })
})

describe('--expect-revision', () => {
  test('that serves is green, and another one is stale', async () => {
    const reference = await useReference()
    const { version } = (await (await fetch(`${reference.urls.auth}/health`)).json()) as {
      version: string
    }
    const file = await envFile(reference.env)
    const health = ['--env', file, '--suite', 'health']
    const right = await runCommand(health, { EXPECTED_REVISION: version })
    expect(
      right.reports.ctrf.results.tests.find(({ extra }) => extra.id === 'health/auth/revision')
        ?.status,
    ).toBe('passed')
    // A flag outweighs the process environment.
    const wrong = await runCommand([...health, '--expect-revision', 'r-4711'], {
      EXPECTED_REVISION: version,
    })
    expect(wrong.exitCode).toBe(1)
    const codes = wrong.reports.ctrf.results.extra.rootCauses.map(({ code }) => code)
    expect(new Set(codes)).toEqual(new Set(['revision.stale']))
    expect(wrong.reports.summary).toContain('r-4711')
  })
})

test('a reader that stops reading stops nothing', async () => {
  const running = await beginCommand(['--suite', 'health'])
  await running.until('ok    ')
  running.child.stdout?.destroy()
  expect(await running.ended).toBe(0)
  expect(Object.keys(await running.reports())).toHaveLength(5)
})
