import type { Finding } from '../../record/finding.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { evidenceText } from './evidence.ts'

/** A server's answer is quoted to a few hundred characters; what is longer than this is no evidence any more. */
const LINE_MAX = 2000
const EVIDENCE_MAX = 20

/** A finding as plain text, one fact a line, for reports that know no layout. */
export function findingLines(finding: Finding): readonly string[] {
  const { code, service, promise, asked, expected, got, evidence, traceId, at } = finding
  const more = evidence.length - EVIDENCE_MAX
  return [
    `${code} (${service})`,
    `  promised  ${promise}`,
    `  asked     ${asked}`,
    `  expected  ${expected}`,
    `  got       ${got}`,
    ...evidence.slice(0, EVIDENCE_MAX).map((item) => `  evidence  ${evidenceText(item)}`),
    ...(more > 0 ? [`  evidence  and ${more} more`] : []),
    ...(traceId === undefined
      ? []
      : [`  trace     ${traceId}${at === undefined ? '' : `, ${at}`}`]),
  ].map((line) => printable(bounded(line, LINE_MAX)))
}
