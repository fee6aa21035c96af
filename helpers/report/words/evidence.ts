import type { Evidence, Finding } from '../../record/finding.ts'
import type { RootCause } from '../../record/run-record.ts'
import { counted } from '../../text/words.ts'

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
      return `${item.excludes === undefined ? '' : `excludes ${item.excludes}: `}${item.changed}: ${item.saw}`
    case 'logs':
      return `logs: ${item.url}`
  }
}

/** What supports the diagnosis, without what was asked and answered. */
export function supportLines(cause: RootCause): readonly string[] {
  const [main] = cause.findings
  return causeEvidence(cause, (finding) => [...reasonOf(finding, main), ...evidenceOf(finding)])
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

/**
 * Lines about the first findings, the conclusions of experiments before what was only seen, so that no long quote
 * hides them; then those of the cause itself. A finding that does not fit is counted among those that are not shown.
 */
function causeEvidence(
  { findings, evidence }: RootCause,
  linesOf: (finding: Finding) => readonly string[],
): readonly string[] {
  const lines: string[] = []
  let shown = 0
  for (const finding of findings.slice(0, FINDINGS_MAX)) {
    if (lines.length >= LINES_MAX) break
    lines.push(...linesOf(finding).slice(0, LINES_MAX - lines.length))
    shown += 1
  }
  const more = findings.length - shown
  return [
    ...lines,
    ...evidence.map(evidenceText),
    ...(more > 0 ? [`and ${counted(more, 'more finding')} of the same kind`] : []),
  ]
}

/** The reason that the service gave elsewhere, where it is another than that of the first finding. */
function reasonOf({ said, asked }: Finding, main: Finding | undefined): readonly string[] {
  return said === undefined || said === main?.said ? [] : [`${asked}: it says ${said}`]
}

/** The items of a finding's evidence: first what excludes something, in the order in which they were seen. */
function evidenceOf({ evidence }: Finding): readonly string[] {
  const concludes = (item: Evidence) => item.kind === 'experiment' && item.excludes !== undefined
  return [...evidence.filter(concludes), ...evidence.filter((item) => !concludes(item))].map(
    evidenceText,
  )
}

/** A finding's facts with their labels, but for those that `shown` has too, and its evidence. */
function labelledLines(finding: Finding, shown?: Finding): readonly string[] {
  const { traceId, at } = finding
  const sent = at === undefined ? '' : `, sent ${at}`
  return [
    ...FACTS.filter(([, key]) => finding[key] !== shown?.[key]).map(
      ([label, key]) => `${label}: ${finding[key]}`,
    ),
    ...(shown === undefined ? [] : reasonOf(finding, shown)),
    ...evidenceOf(finding),
    ...(traceId === undefined || traceId === shown?.traceId ? [] : [`trace ${traceId}${sent}`]),
  ]
}

/** Where the logs of a cause's requests are, each address once. */
export function logLinks({ evidence }: RootCause): readonly string[] {
  return [...new Set(evidence.flatMap((item) => (item.kind === 'logs' ? [item.url] : [])))]
}

/** The cause without its log links, for a reader who is shown them apart. */
export function withoutLogs(cause: RootCause): RootCause {
  return { ...cause, evidence: cause.evidence.filter(({ kind }) => kind !== 'logs') }
}
