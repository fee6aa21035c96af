import { describe, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { runInLab } from '../support/lab.ts'
import { NEEDS_ITS_TIME } from './support/needs-its-time.ts'

const EXIT = { failure: 1, warning: 0, configuration: 2 } as const

describe('every fault of the reference deployment', () => {
  test.concurrent.for(faults)(
    '$name is named, and nothing else is red',
    { timeout: 3_600_000 },
    async ({ name, finds, level }, { expect }) => {
      const { exitCode, stdout, reports } = await runInLab(['--fault', name], {
        waits: NEEDS_ITS_TIME.has(name) ? 'as-deployed' : 'short',
      })
      const { rootCauses, warnings } = reports.ctrf.results.extra
      expect(sorted(level === 'warning' ? warnings : rootCauses), red(stdout)).toEqual(
        sorted(finds),
      )
      expect(exitCode, red(stdout)).toBe(EXIT[level])
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

/** The lines of a run that are not well, for the message of a test that fails. */
function red(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => /^(?:error|FAIL|fail|warn) /i.test(line))
    .join('\n')
}
