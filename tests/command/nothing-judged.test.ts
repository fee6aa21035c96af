import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Contract } from '../../contracts/contract.ts'
import type { RequestStep } from '../../contracts/schema/journey.ts'
import { envFile } from './env-file.ts'
import { run, runCommand } from './run-command.ts'

const WRITE: RequestStep = {
  kind: 'request',
  id: 'order',
  title: 'takes an order',
  as: 'nobody',
  after: [],
  effect: 'writes',
  undo: [],
  request: { service: 'shop', method: 'POST', path: '/orders', json: {} },
  statuses: [201],
  says: [],
  has: [],
  never: [],
  keeps: {},
}

/** A platform with one service, no sockets, and a journey that only writes. */
const SHOP: Contract = {
  platform: 'Shop',
  variables: [
    {
      name: 'SHOP_URL',
      meaning: 'Base URL of the shop.',
      example: 'https://shop.example.com',
      kind: 'url',
      presence: 'required',
    },
  ],
  services: [
    {
      name: 'shop',
      urlVariable: 'SHOP_URL',
      dependsOn: [],
      health: [],
      capabilities: [],
      identity: [],
      revision: [],
      protectedRoutes: [],
    },
  ],
  sockets: [],
  journeys: [{ name: 'order', steps: [WRITE] }],
  pages: [],
}

async function contractFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'smoke-contract-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'contract.mjs')
  await writeFile(file, `export const contract = ${JSON.stringify(SHOP)}\n`)
  return file
}

/** Runs one suite of the shop as it stands in production, where nothing may be written. */
async function runShop(suite: string) {
  const env = await envFile({
    ENVIRONMENT: 'production',
    SHOP_URL: 'https://nowhere.invalid',
    READY_WAIT_SECONDS: '0',
  })
  return runCommand(['--contract', await contractFile(), '--env', env, '--suite', suite])
}

test('a run in which no check could be judged is not green, and says so', async () => {
  const { exitCode, stdout, reports } = await runShop('golden-path')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('was not checked: no check could be judged')
  const { tests, extra } = reports.ctrf.results
  expect(extra).toMatchObject({ verdict: 'fail', decision: 'hold', rootCauses: [] })
  expect(tests.map(({ rawStatus, extra: { id } }) => `${id} ${rawStatus}`)).toEqual([
    'run/verdict/ends failed',
    'golden-path/order/order skipped',
    'golden-path/order/removed skipped',
  ])
  expect(reports.summary).toContain('no check could be judged')
  expect(reports.summary).toContain('--allow-writes')
})

test('a suite of which the platform promises nothing cannot be run', async () => {
  const { exitCode, stdout, reports } = await runShop('websocket')
  expect(exitCode).toBe(2)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '--suite chooses no check: Shop promises nothing about websocket',
  )
  expect(reports.ctrf.results.extra.rootCauses).toMatchObject([
    { code: 'config.invalid', service: 'config' },
  ])
})

test('a suite of which the platform promises nothing cannot be listed', async () => {
  const flags = ['--contract', await contractFile(), '--suite', 'websocket']
  const env = await envFile({ ENVIRONMENT: 'production', SHOP_URL: 'https://nowhere.invalid' })
  const { exitCode, stdout } = await run(['smoke.ts', '--list', '--env', env, ...flags])
  expect(exitCode).toBe(2)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '--suite chooses no check: Shop promises nothing about websocket',
  )
})

test('a contract whose code ends the process ends in no green run', async () => {
  const file = await envFile({ ENVIRONMENT: 'local' })
  const contract = join(file, '..', 'ends.mjs')
  await writeFile(contract, 'process.exit(0)')
  const { exitCode, stderr } = await run(['smoke.ts', '--env', file, '--contract', contract])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('the code of the contract ends the process')
})
