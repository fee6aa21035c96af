import { HOSTILE_TEXTS } from '../../report/records/hostile.ts'
import { extraFault } from '../../support/extra-fault.ts'
import { runInProcess } from '../../support/run-in-process.ts'
import { addVoice, type Loudness, type Voice } from '../../support/voice.ts'
import { replaceTexts } from './replace-texts.ts'

const NAME = 'says-hostile-things'

/**
 * Runs the command once for each fault, in this one process: the embedded reference deployment has the fault and
 * says hostile things in every place. `nothing-spared` also where it says who it is and how it is.
 */
export async function main([
  dir = '.',
  loudness = 'beside',
  ...names
]: readonly string[]): Promise<number> {
  let turn = 0
  const next = () => {
    turn += 1
    return HOSTILE_TEXTS[turn % HOSTILE_TEXTS.length] ?? ''
  }
  for (const name of names) {
    extraFault(NAME, (plan) => {
      const voice: Voice = { loudness: loudness as Loudness, next, cookie: () => 'x' }
      addVoice(plan, [voice, voice, voice])
      if (loudness === 'nothing-spared') replaceTexts(plan, next)
    })
    await runInProcess(`${dir}/${name}`, [
      '--fault',
      name,
      '--fault',
      NAME,
      ...(turn % 2 === 0 ? ['--wait', '1'] : []),
    ])
  }
  return 0
}
