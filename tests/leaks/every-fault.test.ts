import { afterAll, describe, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { sample } from '../stages.ts'
import { forgetExtraFaults } from '../support/extra-fault.ts'
import { runInLab } from '../support/lab.ts'
import { registerEcho } from './support/echo-fault.ts'
import { findLeaks } from './support/find-leaks.ts'

afterAll(forgetExtraFaults)

const NAMES = faults.map(({ name }) => name)

describe.each([
  ['beside', sample(NAMES, 21), []],
  // Drowns what each fault alone would show, so that some of them are enough.
  [
    'everywhere',
    sample(
      NAMES.filter((_, at) => at % 5 === 0),
      10,
    ),
    ['--wait', '1'],
  ],
] as const)(
  'a deployment that echoes %s what its answers hold, and has',
  (loudness, names, wait) => {
    test.concurrent.for(names)(
      '%s: no secret is in anything written',
      { timeout: 600_000 },
      async (name, { expect }) => {
        const echo = `echoes-${loudness}-${name}`
        const memory = registerEcho(echo, loudness)
        const { texts } = await runInLab(['--fault', name, '--fault', echo, ...wait], {
          ifHeldUp: 'keep',
        })
        expect(memory.secrets().length).toBeGreaterThan(0)
        expect(findLeaks(texts, memory.secrets())).toEqual([])
      },
    )
  },
)
