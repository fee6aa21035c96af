import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { envFile } from './env-file.ts'
import { run, runCommand } from './run-command.ts'
import { useReference } from './use-reference.ts'

const PAGE_ALONE = `export const contract = {
  platform: 'Shop',
  variables: [{ name: 'SHOP_URL', meaning: 'The shop.', example: 'https://shop.example.com', kind: 'url' }],
  services: [{ name: 'shop', urlVariable: 'SHOP_URL', health: [{ path: '/ready', role: 'readiness' }] }],
  pages: [{ service: 'shop', path: '/' }],
}`

describe('--list', () => {
  test('prints every check as a document and sends nothing', async () => {
    const reference = await useReference()
    const { exitCode, stdout } = await run([
      'smoke.ts',
      '--list',
      '--env',
      await envFile(reference.env),
    ])
    expect(exitCode).toBe(0)
    expect(reference.seen.requests).toBe(0)
    expect(stdout).toMatch(/^# What Netra promises, as .+ is checked: \d+ checks$/m)
    expect(stdout.match(/^## .+$/gm)).toEqual([
      '## config',
      '## health',
      '## tokens',
      '## trust',
      '## websocket',
      '## golden-path',
      '## frontend',
    ])
    expect(stdout).toContain('- creates a thread\n  `golden-path/chat/thread-created`')
  })

  test('has no check of baked URLs for a page that promises none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smoke-contract-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const contract = join(folder, 'contract.ts')
    await writeFile(contract, PAGE_ALONE)
    const env = await envFile({ SHOP_URL: 'http://127.0.0.1:9' })
    const { exitCode, stdout } = await run([
      'smoke.ts',
      '--list',
      '--env',
      env,
      '--contract',
      contract,
    ])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('`frontend/shop/page`')
    expect(stdout).not.toContain('URLs of this environment')
    expect(stdout).toContain('says at GET /ready that it is ready, every time')
  })

  test('promises no fewer requests than a healthy run sends', async () => {
    const reference = await useReference()
    const file = await envFile(reference.env)
    const { stdout } = await run(['smoke.ts', '--list', '--env', file])
    const [, most] = /sends at most (\d+) requests/.exec(stdout) ?? []
    await runCommand(['--env', file])
    expect(reference.seen.requests).toBeGreaterThan(50)
    expect(reference.seen.requests).toBeLessThanOrEqual(Number(most) + SOCKETS)
  })

  /** Handshakes, which the document counts apart. */
  const SOCKETS = 30

  test('needs no secrets: nothing is sent', async () => {
    const urls = ['AUTH_SERVICE_URL', 'BACKEND_URL', 'FRONTEND_URL'].map(
      (name, at) => [name, `https://${at}.example.com`] as const,
    )
    const file = await envFile({ ENVIRONMENT: 'staging', ...Object.fromEntries(urls) })
    const { exitCode, stdout } = await run(['smoke.ts', '--list', '--env', file])
    expect(stdout).toContain('## golden-path')
    expect(exitCode).toBe(0)
    expect((await runCommand(['--env', file])).exitCode).toBe(2)
  })

  test('shows only the suites that are asked for', async () => {
    const { stdout } = await run(['smoke.ts', '--list', '--suite', 'tokens'])
    expect(stdout.match(/^## .+$/gm)).toEqual(['## tokens'])
  })
})

describe('--faults', () => {
  test('prints a list that is longer than a pipe takes at a time, to its end', async () => {
    // A reader that is slow to begin; Node itself gives its children sockets, which take more.
    const command = '"$0" run.mjs smoke.ts --faults | (sleep 1; cat)'
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath])
    expect(stdout.length).toBeGreaterThan(PIPE_BYTES)
    for (const { name } of faults) expect(stdout).toContain(`\n  ${name} `)
  })

  /** What a pipe of Linux takes before it is read (pipe(7)). */
  const PIPE_BYTES = 65_536
})
