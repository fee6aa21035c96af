import { writeFile } from 'node:fs/promises'
import { runInProcess } from '../../support/run-in-process.ts'
import type { Loudness } from '../../support/voice.ts'
import { ECHO, registerEcho } from './echo-fault.ts'

/**
 * Runs the command once for each fault, in this one process: the embedded reference deployment has the fault
 * and echoes. Leaves in `DIR/FAULT` all that was written, and in `outcome.json` what must not be in it.
 */
export async function main([
  dir = '.',
  loudness = 'beside',
  ...names
]: readonly string[]): Promise<number> {
  for (const name of names) {
    const memory = registerEcho(loudness as Loudness)
    const wait = loudness === 'everywhere' ? ['--wait', '1'] : []
    const { exitCode } = await runInProcess(`${dir}/${name}`, [
      '--fault',
      name,
      '--fault',
      ECHO,
      ...wait,
    ])
    await writeFile(
      `${dir}/${name}/outcome.json`,
      JSON.stringify({ exitCode, secrets: memory.secrets() }),
    )
  }
  return 0
}
