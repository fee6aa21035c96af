import { resolve } from 'node:path'
import { appendStepSummary } from '../helpers/report/append-step-summary.ts'
import { renderAnnotations } from '../helpers/report/render-annotations.ts'
import { renderCtrf } from '../helpers/report/render-ctrf.ts'
import { renderJunit } from '../helpers/report/render-junit.ts'
import { renderSummary } from '../helpers/report/render-summary.ts'
import { renderVerdict } from '../helpers/report/render-verdict.ts'
import type { RunRecord } from '../helpers/report/run-record.ts'
import { writeReports } from '../helpers/report/write-reports.ts'
import type { Flags } from './flags.ts'
import { processEnv } from './process-env.ts'
import { terminal } from './terminal.ts'

/** Writes every report and prints the verdict last; gives the exit code. Reports that cannot be written are told, never hidden. */
export async function publish(record: RunRecord, { reportDir }: Flags): Promise<number> {
  const summary = renderSummary(record)
  const dir = resolve(reportDir)
  const { written, failed } = await writeReports(dir, [
    { name: 'junit.xml', text: renderJunit(record) },
    { name: 'summary.md', text: summary },
    { name: 'ctrf.json', text: renderCtrf(record) },
  ])
  const stepSummary = processEnv.GITHUB_STEP_SUMMARY
  const shortage =
    stepSummary === undefined || stepSummary === ''
      ? undefined
      : await appendStepSummary(stepSummary, summary)
  if (processEnv.GITHUB_ACTIONS === 'true') process.stdout.write(renderAnnotations(record))
  process.stdout.write(`\n${renderVerdict(record, { ...terminal(), reports: written })}`)
  for (const { name, why } of failed)
    process.stderr.write(`${name} could not be written to ${reportDir}: ${why}\n`)
  if (shortage !== undefined) process.stderr.write(`the step summary: ${shortage}\n`)
  return failed.length > 0 && record.exitCode === 0 ? 1 : record.exitCode
}
