import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { beginCommand } from './begin-command.ts'
import { runCommand } from './run-command.ts'

const folder = useFolder('thread')
const NETRA = pathToFileURL(new URL('../../contracts/netra.ts', import.meta.url).pathname).pathname

let count = 0

/** A run whose contract does something where the checks run, and is well everywhere else. */
async function runWith(inThread: string, env: Readonly<Record<string, string>> = {}) {
  count += 1
  const file = join(folder.path, `contract-${count}.ts`)
  await writeFile(
    file,
    `import { isMainThread } from 'node:worker_threads'
     export { contract } from '${NETRA}'
     if (!isMainThread) { ${inThread} }`,
  )
  return runCommand(['--contract', file], env)
}

test.each([
  ['fails while it loads', `throw new Error('no suites today')`, 'no suites today'],
  ['ends', 'process.reallyExit(7)', 'the thread of the checks ended with exit code 7'],
  [
    'ends as if all were well',
    'process.reallyExit(0)',
    'the thread of the checks ended with exit code 0',
  ],
  [
    'fails beside the checks',
    `setTimeout(() => { throw new Error('went wrong beside them') }, 20)`,
    'went wrong beside them',
  ],
])('a thread of the checks that %s is told, and nothing is green', async (_, inThread, reason) => {
  const { exitCode, stderr, reports } = await runWith(inThread)
  expect(exitCode).toBe(1)
  expect(stderr).toBe('')
  expect(reports.ctrf.results.extra).toMatchObject({ verdict: 'fail', decision: 'hold' })
  expect(reports.summary).toContain(reason)
  expect(reports.junit).toContain(reason)
})

test('a thread of the checks that fails over a secret does not show it', async () => {
  const { exitCode, stdout, reports } = await runWith(
    `setTimeout(() => { throw new Error('no way through ' + process.env.HTTPS_PROXY + ' or ' + process.env.NO_USE) }, 20)`,
    {
      HTTPS_PROXY: 'http://smoke:tV3mQ8xN5wK1zB7rL2@proxy.smoke.example:3128',
      NO_USE: 'tV3mQ8xN5wK1zB7rL2',
    },
  )
  expect(exitCode).toBe(1)
  expect(reports.summary).toContain('no way through')
  expect(stdout + JSON.stringify(reports)).not.toContain('tV3mQ8xN')
})

test('a contract sees its own place, and not that of the code that loads it', async () => {
  await writeFile(join(folder.path, 'beside.json'), '{"platform":"told beside"}')
  const file = join(folder.path, 'reading.ts')
  await writeFile(
    file,
    `import { readFileSync } from 'node:fs'
     import { contract as netra } from '${NETRA}'
     const beside = JSON.parse(readFileSync(new URL('./beside.json', import.meta.url), 'utf8'))
     export const contract = { ...netra, ...beside }`,
  )
  const { exitCode, reports } = await runCommand(['--contract', file, '--suite', 'config'])
  expect(exitCode).toBe(0)
  expect(reports.summary).toContain('told beside')
})

test('a thread that does not hear that it is to stop is ended', async () => {
  const file = join(folder.path, 'deaf.ts')
  await writeFile(
    file,
    `import { isMainThread } from 'node:worker_threads'
     export { contract } from '${NETRA}'
     if (!isMainThread) for (;;);`,
  )
  const run = await beginCommand(['--contract', file])
  await sleep(1_500)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(130)
  expect(Object.keys(await run.reports())).toHaveLength(3)
})
