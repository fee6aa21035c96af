import { afterAll, type TestContext, test } from '@vitest/runner'
import type { CheckNote } from '../helpers/record/check-record.ts'
import type { Finding } from '../helpers/record/finding.ts'
import type { Redactor } from '../helpers/redact/redact.ts'
import { notRun, runCheck } from '../helpers/session/run-check.ts'
import type { RunInput } from '../helpers/session/run-input.ts'
import type { Check } from '../helpers/session/suite.ts'
import { checksOf } from './suites.ts'

declare module '@vitest/runner' {
  interface TaskMeta {
    /** The note of the check; before it ran, that it did not. */
    smoke?: CheckNote
  }
}

/** Registers the checks of a run with vitest's runner, all concurrent, and gives the redactor of the run. */
export function registerChecks(input: RunInput, stop: AbortSignal): Redactor {
  const { checks, smoke, cleanUp } = checksOf(input, stop)
  const running: Promise<CheckNote>[] = []
  for (const check of checks)
    test.concurrent(inFull(check), { meta: { smoke: notRun(check) } }, async (context) => {
      const run = runCheck(check, smoke)
      running.push(run)
      settle(await run, context)
    })
  afterAll(async () => {
    // If the run is cancelled, vitest does not wait for the checks; what they create is known when they end.
    await Promise.all(running)
    await cleanUp()
  })
  return smoke.session.redactor
}

function inFull({ suite, part, title }: Check): string {
  return `${suite} > ${part} > ${title}`
}

/** Says to the runner what a note says: it is the runner's state that decides whether a check that crashed is red. */
function settle(note: CheckNote, context: TestContext): void {
  context.task.meta.smoke = note
  if (note.outcome === 'blocked' || note.outcome === 'not-applicable') context.skip(note.reason)
  const failures = note.findings.filter(({ severity }) => severity === 'failure')
  if (note.outcome === 'error' || failures.length > 0)
    throw new Red(note.reason ?? failures.map(inOneLine).join('\n'))
}

/** What the runner shows of a red check; the reports print the findings themselves. */
class Red extends Error {
  override readonly name = 'Red'
  override readonly stack = ''
}

function inOneLine({ code, service, promise, asked, expected, got }: Finding): string {
  return `${code} (${service}): ${promise}\n  asked ${asked}\n  expected ${expected}\n  got ${got}`
}
