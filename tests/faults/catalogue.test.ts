import { describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { runCommand } from '../command/run-command.ts'

/** Real runs at a time; each has a process of its own. */
const AT_ONCE = 3
const EXIT = { failure: 1, warning: 0, configuration: 2 } as const

describe('every fault of the reference deployment', () => {
  const queue = [...faults]
  const results = new Map<string, Promise<Awaited<ReturnType<typeof runCommand>>>>()
  const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve<unknown>(undefined))
  queue.forEach((fault, index) => {
    const result = (lanes[index % AT_ONCE] ?? Promise.resolve()).then(() => runCommand(['--fault', fault.name]))
    lanes[index % AT_ONCE] = result.catch(() => undefined)
    results.set(fault.name, result)
  })

  test.for(faults)('$name is named, and nothing else is red', { timeout: 3_600_000 }, async ({ name, finds, level }) => {
    const { exitCode, reports } = await results.get(name)!
    const { rootCauses, warnings } = reports.ctrf.results.extra
    const named = level === 'warning' ? warnings : rootCauses
    expect(sorted(named), `${name}: the cause that is named`).toEqual(sorted(finds))
    expect(exitCode).toBe(EXIT[level])
    expect({
      warnings: level === 'warning' ? [] : sorted(warnings),
      red: reports.ctrf.results.tests.filter(({ status }) => status === 'failed').map(({ extra }) => `${extra.id}: ${extra.code ?? 'error'}`).sort(),
    }).toMatchSnapshot()
  })
})

function sorted(causes: readonly { readonly code: string; readonly service: string }[]): readonly string[] {
  return causes.map(({ code, service }) => `${code} (${service})`).sort()
}
