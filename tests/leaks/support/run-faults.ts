import { mkdir, writeFile } from 'node:fs/promises'
import { main as command } from '../../../smoke.ts'
import type { Loudness } from '../../support/voice.ts'
import { ECHO, registerEcho } from './echo-fault.ts'

/**
 * Runs the command, as `smoke.ts` has it, once for each fault, in this one process: the embedded reference
 * deployment has the fault and echoes. Leaves in `DIR/FAULT` all that was written, and what must not be in it.
 */
export async function main([dir = '.', loudness = 'beside', ...names]: readonly string[]): Promise<number> {
  for (const name of names) {
    const own = `${dir}/${name}`
    await mkdir(own, { recursive: true })
    process.env['GITHUB_STEP_SUMMARY'] = `${own}/step-summary.md`
    const memory = registerEcho(loudness as Loudness)
    const wait = loudness === 'everywhere' ? ['--wait', '1'] : []
    const { exitCode, printed } = await printedBy(() => command(['--fault', name, '--fault', ECHO, '--report-dir', own, ...wait]))
    await writeFile(`${own}/printed.txt`, printed)
    await writeFile(`${own}/outcome.json`, JSON.stringify({ exitCode, secrets: memory.secrets() }))
  }
  return 0
}

async function printedBy(work: () => Promise<number>): Promise<{ exitCode: number; printed: string }> {
  const streams = [process.stdout, process.stderr]
  const originals = streams.map((stream) => stream.write)
  let printed = ''
  for (const stream of streams)
    stream.write = ((chunk: string | Uint8Array) => {
      printed += chunk.toString()
      return true
    }) as typeof stream.write
  try {
    const exitCode = await work()
    return { exitCode, printed }
  } finally {
    streams.forEach((stream, at) => Object.assign(stream, { write: originals[at] }))
  }
}

