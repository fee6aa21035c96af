import { afterAll, type TestContext, test } from 'vitest'
import { loadContract } from '../contracts/load-contract.ts'
import type { CheckNote } from '../helpers/record/check-note.ts'
import type { Finding } from '../helpers/record/finding.ts'
import type { Briefing } from '../helpers/session/briefing.ts'
import { notRun, runCheck } from '../helpers/session/run-check.ts'
import type { Check } from '../helpers/session/suite.ts'
import { checksOf } from './suites.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What the check came to, or, before it ran, that it did not. */
    smoke?: CheckNote
  }
}

/** Registers the checks of a run with vitest, all concurrent. */
export async function register(briefing: Briefing, stop: AbortSignal): Promise<void> {
  const contract = await loadContract(briefing.contractFile)
  const { checks, smoke, cleanUp } = checksOf(briefing, contract, stop)
  for (const check of checks)
    test.concurrent(inFull(check), { meta: { smoke: notRun(check) } }, async (context) => {
      settle(await runCheck(check, smoke), context)
    })
  afterAll(cleanUp)
}

function inFull({ suite, part, title }: Check): string {
  return `${suite} > ${part} > ${title}`
}

/** Says to vitest what a note says: it is the runner's state that decides whether a check that crashed is red. */
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
