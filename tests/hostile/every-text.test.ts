import { afterAll, describe, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { HOSTILE_TEXTS } from '../report/records/hostile.ts'
import { sample } from '../stages.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { runInLab } from '../support/lab.ts'
import { addVoice, type Voice } from '../support/voice.ts'
import { findInjections } from './support/injections.ts'
import { replaceTexts } from './support/replace-texts.ts'

afterAll(forgetExtraFaults)

const NAMES = faults.map(({ name }) => name)

describe.each([
  ['beside what its answers hold', 'beside', NAMES.filter((_, at) => at % 3 === 0)],
  ['in every text that is shown', 'everywhere', NAMES.filter((_, at) => at % 6 === 1)],
  // Also where a service says which one it is, and how it is.
  ['in every text there is', 'nothing-spared', NAMES.filter((_, at) => at % 20 === 2)],
] as const)('a deployment that says hostile things %s', (_, loudness, names) => {
  test.concurrent.for(sample(names, 8).map((name, at) => [name, at] as const))(
    'has none of them act, although it has %s',
    { timeout: 600_000 },
    async ([name, at], { expect }) => {
      let turn = at
      const next = () => {
        turn += 1
        return HOSTILE_TEXTS[turn % HOSTILE_TEXTS.length] ?? ''
      }
      const hostile = extraFault(`says-hostile-things-${loudness}-${name}`, (plan) => {
        const voice: Voice = {
          loudness: loudness === 'beside' ? 'beside' : 'everywhere',
          next,
          cookie: () => 'x',
        }
        addVoice(plan, [voice, voice, voice])
        if (loudness === 'nothing-spared') replaceTexts(plan, next)
      })
      const wait = at % 2 === 0 ? ['--wait', '1'] : []
      const { texts } = await runInLab(['--fault', name, '--fault', hostile, ...wait], {
        ifHeldUp: 'keep',
      })
      const written = {
        printed: texts['printed.txt'],
        junit: texts['junit.xml'],
        summary: texts['summary.md'],
        stepSummary: texts['summary.md'],
        ctrf: texts['ctrf.json'],
        html: texts['report.html'],
      }
      expect(await findInjections({ [name]: written })).toEqual([])
    },
  )
})
