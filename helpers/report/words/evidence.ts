import type { Evidence, Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'

/** Findings of a root cause that are shown: a hundred missing routes are the first three and a count. */
const FINDINGS_MAX = 3
/** Lines about these findings that are shown, of all of them together. */
const LINES_MAX = 20

/** Which fields of a finding are its facts, with the label of each. */
const FACTS = [
  ['promised', 'promise'],
  ['asked', 'asked'],
  ['expected', 'expected'],
  ['got', 'got'],
] as const

/** One item of evidence in one line. */
export function evidenceText(item: Evidence): string {
  switch (item.kind) {
    case 'saw':
      return item.text
    case 'experiment':
      return `${item.changed}: ${item.saw}${item.excludes === undefined ? '' : `; that excludes ${item.excludes}`}`
    case 'logs':
      return `logs: ${item.url}`
  }
}

/** What supports the diagnosis, without what was asked and answered. */
export function supportLines(cause: RootCause): readonly string[] {
  return causeEvidence(cause, (finding) => finding.evidence.map(evidenceText))
}

/** The evidence beside the facts of the first finding: of each further finding also the facts that differ from these. */
export function evidenceLines(cause: RootCause): readonly string[] {
  const [main] = cause.findings
  return causeEvidence(cause, (finding) => labelledLines(finding, main))
}

/** All facts and all evidence, for a reader who is shown no other field of the findings. */
export function allEvidenceLines(cause: RootCause): readonly string[] {
  return causeEvidence(cause, (finding) => labelledLines(finding))
}

function causeEvidence(
  { findings, evidence }: RootCause,
  linesOf: (finding: Finding) => readonly string[],
): readonly string[] {
  const more = findings.length - FINDINGS_MAX
  return [
    ...findings.slice(0, FINDINGS_MAX).flatMap(linesOf).slice(0, LINES_MAX),
    ...evidence.map(evidenceText),
    ...(more > 0 ? [`and ${more} more findings of the same kind`] : []),
  ]
}

/** A finding's facts with their labels, but for those that `shown` has too, and its evidence. */
function labelledLines(finding: Finding, shown?: Finding): readonly string[] {
  const { evidence, traceId, at } = finding
  const sent = at === undefined ? '' : `, sent ${at}`
  return [
    ...FACTS.filter(([, key]) => finding[key] !== shown?.[key]).map(
      ([label, key]) => `${label}: ${finding[key]}`,
    ),
    ...evidence.map(evidenceText),
    ...(traceId === undefined || traceId === shown?.traceId ? [] : [`trace ${traceId}${sent}`]),
  ]
}
