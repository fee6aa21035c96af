import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { bounded, printable } from '../../helpers/text/quote.ts'
import { parseFlags } from '../cli/flags.ts'
import { runSmoke } from '../run/run-smoke.ts'
import type { Composed } from './compose.ts'
import { type AboutFiles, type InitFiles, writeFiles } from './files.ts'
import { mend, type Red } from './mend.ts'
import { print } from './person.ts'

/** Runs the suite; each promise that is red becomes a comment, unless it shows a fault of the deployment. */
export async function runOnce(
  files: InitFiles,
  composed: Composed,
  about: AboutFiles,
): Promise<number> {
  print(`\nThe first run: ${about.command}\n\n`)
  const { flags } = parseFlags([
    '--env',
    files.env,
    '--contract',
    files.contract,
    '--report-dir',
    files.reports,
  ])
  const exitCode = await runSmoke(flags, [])
  if (exitCode !== 1) return exitCode
  const reds = await redsIn(files.reports)
  const stay = mend(composed.draft, composed.comments, reds)
  const taken = reds.filter((red) => !stay.includes(red))
  if (taken.length > 0) {
    await writeFiles(files, composed, about)
    print(
      `\nThe first run was red. Comments in ${files.contract} now, with their reasons:\n${taken.map(line).join('')}`,
    )
  }
  if (stay.length === 0) return print(`\nRun it again: ${about.command}\n`, 0)
  return print(
    `\nStill promised, since they look like faults of the deployment:\n${stay.map(line).join('')}`,
    1,
  )
}

const LONGEST_LINE = 160

function line({ id, code, reason }: Red): string {
  return inertLog(`  ${id}  ${code}: ${bounded(printable(reason), LONGEST_LINE)}\n`)
}

/** The checks that were red by their own finding; blocked ones wait for those. */
async function redsIn(reports: string): Promise<readonly Red[]> {
  const { results } = JSON.parse(await readFile(join(reports, 'ctrf.json'), 'utf8')) as {
    results: {
      tests: { rawStatus: string; message?: string; extra: { id: string; code?: string } }[]
    }
  }
  return (
    results.tests
      // What speaks of the run as a whole is no check of the contract.
      .filter(({ rawStatus, extra }) => rawStatus === 'failed' && !extra.id.startsWith('run/'))
      .map(({ message = '', extra: { id, code = 'check.failed' } }) => ({
        id,
        code,
        reason: message,
      }))
  )
}
