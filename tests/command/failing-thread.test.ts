import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { runCommand } from './run-command.ts'

const folder = useFolder('thread')
const NETRA = pathToFileURL(new URL('../../contracts/netra.ts', import.meta.url).pathname).pathname

/** A run whose contract does something where the checks run, and is well everywhere else. */
async function runWith(inThread: string) {
  const file = join(folder.path, `contract-${inThread.length}.ts`)
  await writeFile(
    file,
    `import { isMainThread } from 'node:worker_threads'
     export { contract } from '${NETRA}'
     if (!isMainThread) { ${inThread} }`,
  )
  return runCommand(['--contract', file])
}

test.each([
  ['fails while it loads', `throw new Error('no suites today')`, 'no suites today'],
  ['ends', 'process.reallyExit(7)', 'the thread of the checks ended with exit code 7'],
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
