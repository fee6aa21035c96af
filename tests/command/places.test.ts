import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isFull } from '../stages.ts'
import { useFolder } from '../support/folders.ts'
import { run } from './run-command.ts'

const folder = useFolder('places')
/** A process and a deployment for each. */
const PLACES = isFull ? 8 : 3
const BROKEN = 1

function dirOf(place: number): string {
  return join(folder.path, `task-${place}`)
}

function merge(dirs: readonly string[]) {
  return run(['command/merge/main.ts', ...dirs, '--report-dir', join(folder.path, 'merged')])
}

test('several tasks of one job, of which one cannot reach auth, are one verdict', async () => {
  const places = Array.from({ length: PLACES }, (_, at) => at)
  await Promise.all(
    places.map((place) =>
      run(
        [
          'smoke.ts',
          ...['--suite', 'health', '--report-dir', dirOf(place)],
          ...(place === BROKEN ? ['--fault', 'auth-refused'] : []),
        ],
        {
          CLOUD_RUN_TASK_INDEX: String(place),
          CLOUD_RUN_TASK_COUNT: String(PLACES),
          CLOUD_RUN_EXECUTION: 'smoke-x7k2p',
        },
      ),
    ),
  )
  const { exitCode, stdout } = await merge(places.map(dirOf))
  expect(exitCode, stdout).toBe(1)
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /FAIL local is broken: tcp\.refused \(auth\): auth does not accept connections at \S+, from task-1 only/,
  )
  const record = JSON.parse(await readFile(join(folder.path, 'merged', 'run.json'), 'utf8'))
  expect(record).toMatchObject({ decision: 'rollback', exitCode: 1 })
  expect(record.places.map(({ place }: { place: string }) => place)).toEqual(
    places.map((place) => `task-${place}`),
  )

  const others = places.filter((place) => place !== BROKEN)
  const incomplete = await merge(others.map(dirOf))
  expect(incomplete.exitCode).toBe(1)
  expect(incomplete.stdout).toContain('task-1 · not counted: missing: there is no run of it')
})

test.each([
  [[], 'no folder is given: npm run merge -- reports-eu reports-us\n'],
  [['a', '--expect', '0'], '--expect needs a whole number from 1 to 9999: --expect 2\n'],
  [['a', '--fault', 'x'], "Unknown option '--fault'\n"],
])('flags that cannot be used are refused: %j', async (flags, message) => {
  const { exitCode, stderr } = await run(['command/merge/main.ts', ...flags])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})
