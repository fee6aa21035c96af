import { hostname } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { printable } from '../../helpers/text/quote.ts'
import { asTyped } from '../cli/typed-as.ts'
import { partsOf, startRun, version } from '../run/run-identity.ts'
import { processEnv } from '../target/process-env.ts'
import { publish } from '../verdict/publish.ts'
import { mergeRecords } from './merge-records.ts'
import { type GivenRun, sortParts } from './parts.ts'
import { readRunFile } from './run-file.ts'

/** More places than any engine starts for a smoke test; each is read whole. */
const MOST_PARTS = 1_000

const HELP = `Usage: npm run merge -- DIR… [flags]

Makes one record, one set of reports and one exit code of the runs of several places. Each DIR is the report folder of
one run and holds its run.json.

Flags
  --expect N        how many runs there must be; default CLOUD_RUN_TASK_COUNT, JOB_COMPLETIONS or CI_NODE_TOTAL,
                    here or as the runs saw it
  --report-dir DIR  where the reports go; default reports
  --help            print this text

Exit code
  0  every run passed, and none is missing
  1  a promise is broken somewhere, or a run is missing, twice there, unreadable or of another run
  2  bad flags, or no run could start
  130  a run was interrupted
`

/** `npm run merge -- DIR…`: one verdict of several places. Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', () => undefined)
  const asked = parse(argv)
  if (asked === 'help') {
    process.stdout.write(asTyped(HELP))
    return 0
  }
  if (typeof asked === 'string') {
    process.stderr.write(inertLog(`merge  ${printable(asked)}\n`))
    process.stderr.write(asTyped('See npm run merge -- --help\n'))
    return 2
  }
  const { dirs, expected, reportDir } = asked
  const parts: GivenRun[] = []
  // One after the other: a thousand large files at once would fill the memory.
  for (const dir of dirs) parts.push(await readPart(dir))
  const sorted = sortParts(parts, expected ?? partsOf(processEnv))
  const now = new Date().toISOString()
  const start = startRun(Date.now(), await version())
  const record = mergeRecords(sorted, { ...start, host: hostname(), now })
  return publish(redacted(record), { reportDir })
}

/**
 * The runs redacted what they knew; a file from elsewhere may hold what looks like a secret all the same. A check that
 * passed says nothing that a server sent.
 */
function redacted(record: RunRecord): RunRecord {
  const { redactDeep } = createRedactor([])
  const { checks, ...rest } = record
  const isOwn = ({ status, notes }: CheckRecord) => status === 'passed' && notes.length === 0
  return {
    ...redactDeep(rest),
    checks: checks.map((check) => (isOwn(check) ? check : redactDeep(check))),
  }
}

interface Asked {
  readonly dirs: readonly string[]
  readonly expected: number | undefined
  readonly reportDir: string
}

/** What the command line asks for, or what is wrong with it. */
function parse(argv: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        expect: { type: 'string' },
        'report-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    })
    if (values.help === true) return 'help'
    if (values.expect !== undefined && !/^[1-9]\d{0,3}$/.test(values.expect))
      return '--expect needs a whole number from 1 to 9999: --expect 2'
    if (positionals.length === 0)
      return 'no folder is given: npm run merge -- reports-eu reports-us'
    if (positionals.length > MOST_PARTS) return `more than ${MOST_PARTS} folders are given`
    return {
      dirs: positionals,
      expected: values.expect === undefined ? undefined : Number(values.expect),
      reportDir: values['report-dir'] ?? 'reports',
    }
  } catch (error) {
    // Node adds how to give a folder that begins with a dash.
    return error instanceof Error ? error.message.replace(/\. To specify .*/s, '') : String(error)
  }
}

async function readPart(dir: string): Promise<GivenRun> {
  return { folder: basename(resolve(dir)), read: await readRunFile(join(dir, 'run.json')) }
}
