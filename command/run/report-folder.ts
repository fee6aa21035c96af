import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConfigProblem } from '../../env/target.ts'
import { makeFolder, whyNotWritten } from '../../helpers/report/files.ts'
import { bounded, printable } from '../../helpers/text/quote.ts'
import { flagProblem } from '../cli/flag-problem.ts'
import type { Flags } from '../cli/flags.ts'

/** Characters of a path that stand in a problem. */
const LONGEST_SHOWN = 200

/**
 * Why no report could be written into the folder of `--report-dir`, which is made if it is missing: a run of minutes whose
 * result is nowhere is refused before anything is sent. None where it can be written to.
 */
export async function folderProblems({
  reportDir,
}: Pick<Flags, 'reportDir'>): Promise<readonly ConfigProblem[]> {
  const dir = resolve(reportDir)
  try {
    await makeFolder(dir)
    // A file of that name is no folder, and a folder can be read-only.
    await access(`${dir}/.`, constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    const shown = bounded(printable(reportDir), LONGEST_SHOWN)
    const message = `no report can be written to ${shown}: ${whyNotWritten(error)}`
    return [flagProblem('--report-dir', message, '--report-dir reports')]
  }
}
