import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { renderAnnotations } from '../../helpers/report/github.ts'
import { renderHtml } from '../../helpers/report/html/render-html.ts'
import { renderJunit } from '../../helpers/report/junit/render-junit.ts'
import { renderSummary } from '../../helpers/report/markdown/summary.ts'
import { renderRunFile } from '../../helpers/report/run-file.ts'
import { renderCheckLine } from '../../helpers/report/terminal/check-lines.ts'
import { renderVerdict } from '../../helpers/report/terminal/verdict.ts'
import type { Ctrf } from '../command/run-command.ts'

type ReportName =
  | 'ctrf.json'
  | 'junit.xml'
  | 'printed.txt'
  | 'report.html'
  | 'run.json'
  | 'summary.md'

/** What a run came to, as the command would have written and printed it. */
export interface LabResult {
  readonly exitCode: number
  readonly record: RunRecord
  readonly stdout: string
  readonly reports: { readonly ctrf: Ctrf }
  /** Every text as it is written or printed, under the name of its file; `printed.txt` holds annotations too. */
  readonly texts: Readonly<Record<ReportName, string>>
}

/** The result of a run that ended, and each text that it would have written. */
export function resultOf(record: RunRecord, checks: readonly CheckRecord[]): LabResult {
  const stdout = once(() => {
    const lines = checks.map((check) => `${renderCheckLine(check, { colour: 'none' })}\n`)
    return `${lines.join('')}\n${renderVerdict(record, { colour: 'none', columns: 100, reports: [] })}`
  })
  const ctrf = once(() => renderCtrf(record))
  const parsed = once(() => JSON.parse(ctrf()) as Ctrf)
  return {
    record,
    exitCode: record.exitCode,
    get stdout() {
      return stdout()
    },
    reports: {
      get ctrf() {
        return parsed()
      },
    },
    get texts() {
      return {
        'ctrf.json': ctrf(),
        'junit.xml': renderJunit(record),
        'printed.txt': `${renderAnnotations(record)}${stdout()}`,
        'report.html': renderHtml(record),
        'run.json': renderRunFile(record),
        'summary.md': renderSummary(record),
      }
    },
  }
}

/** Most tests look at one report of a run, or at none: each is written when somebody looks, and then kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
