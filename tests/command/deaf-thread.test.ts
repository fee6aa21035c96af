import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { beginCommand } from './begin-command.ts'
import { useThreads } from './in-thread.ts'

const inThread = useThreads(useFolder('deaf-thread'))

test('a thread that does not hear that it is to stop is ended', async () => {
  const run = await beginCommand([], { env: await inThread('for (;;);') })
  await sleep(1_500)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(130)
  expect(Object.keys(await run.reports())).toHaveLength(5)
})
