import { mkdir, writeFile } from 'node:fs/promises'
import { main as command } from '../../smoke.ts'

/**
 * Runs the command, as `smoke.ts` has it, in this very process, which makes hundreds of runs affordable. All it
 * writes is left in `dir`: the reports, `step-summary.md` as GitHub would show it, and `printed.txt`.
 */
export async function runInProcess(
  dir: string,
  flags: readonly string[],
): Promise<{ exitCode: number }> {
  await mkdir(dir, { recursive: true })
  process.env.GITHUB_STEP_SUMMARY = `${dir}/step-summary.md`
  const streams = [process.stdout, process.stderr]
  const originals = streams.map((stream) => stream.write)
  let printed = ''
  for (const stream of streams)
    stream.write = ((chunk: string | Uint8Array) => {
      printed += chunk.toString()
      return true
    }) as typeof stream.write
  try {
    return { exitCode: await command([...flags, '--report-dir', dir]) }
  } finally {
    for (const [at, stream] of streams.entries()) Object.assign(stream, { write: originals[at] })
    await writeFile(`${dir}/printed.txt`, printed)
  }
}
