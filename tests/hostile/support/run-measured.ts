import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CommandResult, runCommand } from '../../command/run-command.ts'

export interface Measured extends CommandResult {
  readonly seconds: number
  /** The most memory the process ever held, its worker included. */
  readonly peakMib: number
  /** What GitHub would show as the summary of the step. */
  readonly stepSummary: string
}

let runs = 0

/** Runs the real command as a CI job does, and measures what it cost; `dir` is for its notes. */
export async function runMeasured(
  dir: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  runs += 1
  const memoryFile = join(dir, `memory-${runs}`)
  const summaryFile = join(dir, `step-summary-${runs}.md`)
  const beganAt = performance.now()
  const result = await runCommand(flags, {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: summaryFile,
    NODE_OPTIONS: `--import ${new URL('report-memory.mjs', import.meta.url).href}`,
    MEMORY_FILE: memoryFile,
    ...env,
  })
  const seconds = (performance.now() - beganAt) / 1000
  return {
    ...result,
    seconds,
    peakMib: Number(await readFile(memoryFile, 'utf8')),
    stepSummary: await readFile(summaryFile, 'utf8'),
  }
}
