import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { parse } from 'dotenv'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Contract } from '../../contracts/contract.ts'
import { contract as notes } from '../../examples/oidc/contract.ts'
import { contract as archive } from '../../examples/oidc/opaque-contract.ts'
import { contractOf } from '../support/contracts.ts'
import { get, startForTest } from './oidc-caller.ts'

const CONTRACTS: readonly (readonly [string, Contract])[] = [
  ['contract.ts', contractOf(notes)],
  ['opaque-contract.ts', contractOf(archive)],
]

describe("the example of a platform of one's own", () => {
  test.for(CONTRACTS)('%s declares variables that the platform sets', async ([, contract]) => {
    const env = await startForTest()
    expect(Object.keys(env)).toEqual(
      expect.arrayContaining(contract.variables.map(({ name }) => name)),
    )
  })

  test('its env file names every variable that the platform sets', async () => {
    const env = await startForTest()
    const file = parse(await readFile(new URL('../../examples/oidc/oidc.env', import.meta.url)))
    expect(Object.keys(file)).toEqual(expect.arrayContaining(Object.keys(env)))
  })

  test.for(CONTRACTS)('%s names health routes and services that answer', async ([, contract]) => {
    const env = await startForTest()
    const routes = contract.services.flatMap(({ urlVariable, health, identity }) =>
      [...health, ...identity].map(({ path }) => `${env[urlVariable]}${path}`),
    )
    const answers = await Promise.all(routes.map((route) => get(route)))
    expect(answers.map(({ status }) => status)).toEqual(routes.map(() => 200))
  })

  test('starts by itself without a warning, prints its env file, and ends when it is told to', async () => {
    const child = run('--signed-with', 'ES256')
    const [out, err] = [heard(child.stdout), heard(child.stderr)]
    await vi.waitFor(() => expect(out.join('')).toContain('INTROSPECTION_CLIENT_SECRET='), 10_000)
    const env = parse(out.join(''))
    expect(env.CLIENT_ID).toBe('smoke-es256')
    expect(await get(`${env.ISSUER_URL}/health`)).toMatchObject({ status: 200 })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(err.join('')).toBe('')
  }, 20_000)

  test('refuses a fault that it does not have', async () => {
    expect(await once(run('--fault', 'unheard-of'), 'exit')).toEqual([2, null])
  }, 20_000)
})

function run(...flags: readonly string[]) {
  const cwd = new URL('../..', import.meta.url)
  const child = spawn(process.execPath, ['run.mjs', 'examples/oidc/main.ts', ...flags], { cwd })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

function heard(stream: NodeJS.ReadableStream): readonly string[] {
  const chunks: string[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  return chunks
}
