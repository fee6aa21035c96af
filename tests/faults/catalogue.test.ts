import { describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { type CommandResult, runCommand } from '../command/run-command.ts'

/** Real runs at a time; each has a process of its own. */
const AT_ONCE = 2
const EXIT = { failure: 1, warning: 0, configuration: 2 } as const

/** Starts every run in its turn; a test awaits its own. */
function startRuns(): (name: string) => Promise<CommandResult> {
  const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve())
  const runs = new Map<string, Promise<CommandResult>>()
  faults.forEach(({ name }, index) => {
    const before = lanes[index % AT_ONCE] ?? Promise.resolve()
    const run = before.then(() => runCommand(['--fault', name]))
    lanes[index % AT_ONCE] = run.catch(() => undefined)
    runs.set(name, run)
  })
  return (name) => runs.get(name) ?? Promise.reject(new Error(`no run of ${name}`))
}

describe('every fault of the reference deployment', () => {
  let runOf: ReturnType<typeof startRuns> | undefined

  test.for(faults)(
    '$name is named, and nothing else is red',
    { timeout: 3_600_000 },
    async ({ name, finds, level }) => {
      runOf ??= startRuns()
      const { exitCode, reports } = await runOf(name)
      const { rootCauses, warnings } = reports.ctrf.results.extra
      expect(sorted(level === 'warning' ? warnings : rootCauses)).toEqual(sorted(finds))
      expect(exitCode).toBe(EXIT[level])
      expect({
        warnings: level === 'warning' ? [] : sorted(warnings),
        red: reports.ctrf.results.tests
          .filter(({ status }) => status === 'failed')
          .map(({ extra }) => `${extra.id}: ${extra.code ?? 'error'}`)
          .sort(),
      }).toMatchSnapshot()
    },
  )
})

function sorted(
  causes: readonly { readonly code: string; readonly service: string }[],
): readonly string[] {
  return causes.map(({ code, service }) => `${code} (${service})`).sort()
}
