import { resolve } from 'node:path'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { writeReports } from '../../helpers/report/files.ts'
import { appendStepSummary, renderAnnotations } from '../../helpers/report/github.ts'
import { renderHtml } from '../../helpers/report/html/render-html.ts'
import { renderJunit } from '../../helpers/report/junit/render-junit.ts'
import { renderSummary } from '../../helpers/report/markdown/summary.ts'
import { renderRunFile } from '../../helpers/report/run-file.ts'
import { renderVerdict } from '../../helpers/report/terminal/verdict.ts'
import type { Flags } from '../cli/flags.ts'
import { terminal } from '../cli/terminal.ts'
import { processEnv } from '../target/process-env.ts'

/** Writes every report and prints the verdict last; gives the exit code. Reports that cannot be written are named, never hidden. */
export async function publish(
  record: RunRecord,
  { reportDir }: Pick<Flags, 'reportDir'>,
): Promise<number> {
  const summary = renderSummary(record)
  const dir = resolve(reportDir)
  const { written, failed } = await writeReports(dir, [
    { name: 'report.html', text: renderHtml(record) },
    { name: 'junit.xml', text: renderJunit(record) },
    { name: 'summary.md', text: summary },
    { name: 'ctrf.json', text: renderCtrf(record) },
    { name: 'run.json', text: renderRunFile(record) },
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
