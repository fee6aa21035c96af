import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { useThreads } from './in-thread.ts'
import { runCommand } from './run-command.ts'

const folder = useFolder('thread')
const NETRA = pathToFileURL(new URL('../../contracts/netra.ts', import.meta.url).pathname).pathname
const inThread = useThreads(folder)

/** Fails beside the checks: once, when a request leaves that the expression is about. */
function failsOver(words: string, headers: RegExp): string {
  return `let isOver = false
    subscribe('undici:client:sendHeaders', ({ headers }) => {
      const found = ${headers}.exec(headers)
      if (!isOver && found) setTimeout(() => { throw new Error(${words}) }, 20)
      isOver ||= Boolean(found)
    })`
}

async function runWith(code: string, env: Readonly<Record<string, string>> = {}) {
  return runCommand([], { ...(await inThread(code)), ...env })
}

test.each([
  ['fails while it loads', `throw new Error('no suites today')`, 'no suites today'],
  ['ends', 'process.reallyExit(7)', 'the thread of the checks ended with exit code 7'],
  [
    'ends as if all were well',
    'process.reallyExit(0)',
    'the thread of the checks ended with exit code 0',
  ],
  ['fails beside the checks', failsOver(`'went wrong beside them'`, /^/), 'went wrong beside them'],
])('a thread of the checks that %s is told, and nothing is green', async (_, code, reason) => {
  const { exitCode, stderr, reports } = await runWith(code)
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

test('a thread of the checks that fails over a token that the run obtained does not show it', async () => {
  const fails = failsOver(`'no use for ' + found[1]`, /authorization: Bearer (\S{30,})/i)
  const { exitCode, stdout, reports } = await runWith(fails)
  expect(exitCode).toBe(1)
  expect(reports.summary).toContain('no use for `[redacted]`')
  expect(stdout).toContain('no use for [redacted]')
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
