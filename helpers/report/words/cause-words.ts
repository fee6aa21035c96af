import type { Evidence, Finding } from '../../record/finding.ts'
import type { CauseName, RootCause } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
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

/** A root cause in one line: `tcp.refused (backend): nothing listens at backend`. */
export function causeLine({ code, service, summary }: CauseName): string {
  return `${code} (${service}): ${summary}`
}

/** A finding in one line: what was promised, and what came. */
export function findingLine({ code, service, promise, expected, got }: Finding): string {
  return `${code} (${service}): ${promise}; expected ${expected}, got ${got}`
}

/** What supports the diagnosis, without what was asked and answered; what two findings share is said once. */
export function supportLines(cause: RootCause): readonly string[] {
  const [main] = cause.findings
  const linesOf = (finding: Finding) => [...reasonOf(finding, main), ...evidenceOf(finding)]
  return [...new Set(causeEvidence(cause, linesOf))]
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

/** A server's answer is quoted to a few hundred characters; what is longer than this is no evidence any more. */
const LINE_MAX = 2000
const LIST_MAX = 20
const EVIDENCE_MAX = 20

/**
 * A root cause as plain text: what it is, what may be behind it, what to do, what it does to the checks. Evidence
 * stands with its findings, and here if there are none.
 */
export function causeLines(cause: RootCause): readonly string[] {
  const { evidence, causes, nextSteps, blocks, fails, findings } = cause
  return [
    causeLine(cause),
    ...list('Evidence:', findings.length === 0 ? evidence.map(evidenceText) : []),
    ...list('Likely causes:', causes),
    ...list('Next steps:', nextSteps),
    ...(fails.length + blocks.length === 0
      ? []
      : [
          `It fails ${counted(fails.length, 'check')} and blocks ${counted(blocks.length, 'check')}.`,
        ]),
  ].map((line) => printable(bounded(line, LINE_MAX)))
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - LIST_MAX
  return [
    title,
    ...items.slice(0, LIST_MAX).map((item, index) => `  ${index + 1}. ${item}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

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

/** Longer than this it is no address that a person's browser is sent to. */
const LONGEST = 2_000

/** What ends or begins something in markdown, HTML or a terminal's escape sequence, and may stand in a URL. */
const ACTIVE = /[()<>[\]{}"'`\\|*~^$@!]/g

/**
 * A text as an address that is safe as the target of a link in markdown, HTML and a terminal: http or https, printable
 * ASCII, no credentials, nothing in it that any of the three reads. Undefined for any other text.
 */
export function webLink(text: string): string | undefined {
  if (text.length > LONGEST || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!['http:', 'https:'].includes(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '') return undefined
  const safe = url.href.replace(
    ACTIVE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return /^[\x21-\x7e]+$/.test(safe) ? safe : undefined
}
