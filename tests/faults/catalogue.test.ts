import { describe, test } from 'vitest'
import { createLimiter } from '../../helpers/session/limiter.ts'
import { faults } from '../../reference/faults.ts'
import { runCommand } from '../command/run-command.ts'

/** Real runs at a time; each has a process of its own. */
const inTurn = createLimiter(2)
const EXIT = { failure: 1, warning: 0, configuration: 2 } as const

describe('every fault of the reference deployment', () => {
  test.concurrent.for(faults)(
    '$name is named, and nothing else is red',
    { timeout: 3_600_000 },
    async ({ name, finds, level }, { expect }) => {
      const { exitCode, reports } = await inTurn(() => runCommand(['--fault', name]))
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
