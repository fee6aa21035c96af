import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

const ROOT = new URL('../..', import.meta.url).pathname

/** What `npx vitest run` says of the checks, and how it ended. */
function runUnderVitest(flags: string): Promise<{ exitCode: number; stdout: string }> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter', 'verbose', '--no-color']
  const env = { ...process.env, VITEST: undefined, SMOKE_FLAGS: flags }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ exitCode: Number(error?.code ?? 0), stdout: stdout + stderr }),
    )
  })
}

test('vitest as a whole runs the checks of the healthy deployment', async () => {
  const { exitCode, stdout } = await runUnderVitest('--suite health')
  expect(stdout).toContain('health > backend > says at GET /health that it is well')
  expect(exitCode).toBe(0)
})

test('vitest shows the finding of a check that is red', async () => {
  const { exitCode, stdout } = await runUnderVitest('--suite health --fault backend-database-down')
  expect(stdout).toMatch(/dependency\.\w+ \(backend\)/)
  expect(exitCode).toBe(1)
})

test('vitest says why nothing can be checked', async () => {
  const { exitCode, stdout } = await runUnderVitest('--env nowhere')
  expect(stdout).toContain('nowhere names no environment')
  expect(exitCode).toBe(1)
})
