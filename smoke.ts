import { parseFlags } from './command/cli/flags.ts'
import { runSmoke } from './command/run/run-smoke.ts'

/**
 * The command: flags in, exit code out (0 passed, 1 a promise is broken, 2 could not start, 130 interrupted).
 * Starting counts: what only some runs need is loaded by those.
 */
export async function main(argv: readonly string[]): Promise<number> {
  // If the reader of the output stops reading (`| head`), the run goes on and writes its reports.
  process.stdout.on('error', () => undefined)
  const { flags, problems } = parseFlags(argv)
  if (flags.action === 'help') {
    const { helpText } = await import('./command/cli/help.ts')
    return say(helpText())
  }
  if (problems.length === 0 && flags.action === 'faults') {
    const { listFaults } = await import('./command/cli/help.ts')
    return say(await listFaults())
  }
  return runSmoke(flags, problems)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}
