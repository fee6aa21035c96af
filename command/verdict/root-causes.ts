import type { ServerWords } from '../../contracts/schema/server-words.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { Kind } from '../../env/kind.ts'
import type { Cause } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import {
  isUndecided,
  sinceAccepted,
  type TurnedAway,
  turnedAway,
} from '../../helpers/diagnosis/causes/turned-away.ts'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { type CodeFacts, fillCode, fillCodes } from '../../helpers/diagnosis/codes/fill-code.ts'
import type { RequestRecord } from '../../helpers/record/check-record.ts'
import { type Evidence, type Finding, type LogLink, saw } from '../../helpers/record/finding.ts'
import type { RootCause } from '../../helpers/record/run-record.ts'
import { bounded } from '../../helpers/text/quote.ts'
import { counted } from '../../helpers/text/words.ts'
import { asTyped } from '../cli/typed-as.ts'
import { stepForHeaders } from './carried-headers.ts'

/** Findings whose next steps and logs a root cause carries. */
const MOST_FINDINGS = 3

/** What the words of the code table are filled with, beside what the finding itself knows. */
export interface Surroundings {
  readonly environment: string
  readonly kind: Kind
  readonly services: readonly ServicePromise[]
  /** Headers of every request to the platform. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly urls: Readonly<Record<string, string>>
  readonly secretVariable?: string
  readonly logUrl?: string
  /** The contract's file, where the run was given one: commands that repeat it name it too. */
  readonly contractFile?: string
  readonly serverWords?: ServerWords
  /** The requests of the run. */
  readonly sent?: readonly RequestRecord[]
}

/** Puts a root cause into words: one line, evidence, likely causes, next steps. */
export function rootCauseOf(cause: Cause, around: Surroundings): RootCause {
  const entry = CODE_TABLE[cause.code]
  const facts = factsOf(cause, around)
  const sent = around.sent ?? []
  const turned = turnedAway(cause, sent)
  const undecided = turned !== undefined || isUndecided(cause, sinceAccepted(sent))
  const shown = undecidedFirst(cause).slice(0, MOST_FINDINGS)
  const carried = stepForHeaders(cause, around.services, around.headers)
  return {
    code: cause.code,
    service: cause.service,
    ...(undecided && { undecided }),
    summary: withReasons(
      `${(turned && turnedAwayInWords(cause, turned)) ?? ownSummary(cause) ?? fillCode(entry.summary, facts)}${alsoBelieved(cause)}`,
      cause,
    ),
    evidence: [...reasonsEvidence(cause), ...shown.flatMap((finding) => logsOf(finding, around))],
    causes: fillCodes(entry.causes, facts),
    nextSteps: [
      ...new Set([
        ...(turned === undefined ? [] : stepsWhenTurnedAway(cause)),
        ...carried.before,
        ...shown.flatMap(({ nextSteps = [] }) => nextSteps),
        ...carried.after,
        ...fillCodes(entry.nextSteps, facts).map((text) => asTyped(withContract(text, around))),
      ]),
    ],
    blocks: cause.blocks,
    fails: cause.fails,
    explains: cause.explains.map(inOneLine),
    findings: undecidedFirst(cause),
  }
}

/** Both causes that are left: no request of this run can distinguish them. */
function turnedAwayInWords({ service }: Cause, seen: TurnedAway): string {
  return `${service} answered ${seen.answered} requests of this run at its protected routes, ${seen.refused} of them with 401 or 403, and none of ${seen.unanswered} since: it, or a firewall before it, may turn away the sender of so many refused ones, or it has stopped`
}

function stepsWhenTurnedAway({ service }: Cause): readonly string[] {
  return [
    `Ask ${service} from another network: if it answers there, this address is turned away. Exempt it from the limit on refused requests, and run again.`,
    `If it answers nowhere, look at the end of the log of ${service}: which request was its last?`,
  ]
}

/** What the findings themselves say in one line; each code has words for when they do not. */
function ownSummary(cause: Cause): string | undefined {
  return undecidedFirst(cause).find(({ summary }) => summary !== undefined)?.summary
}

/** The finding that leaves two causes open says more than those that may follow from it. */
function undecidedFirst({ findings }: Cause): readonly Finding[] {
  const isOpen = ({ undecided }: Finding) => undecided === true
  return [...findings.filter(isOpen), ...findings.filter((one) => !isOpen(one))]
}

/** The line names one of several wrong tokens that were accepted; the reports list them all. */
function alsoBelieved({ code, findings }: Cause): string {
  const isOne = findings.length === 1 || !/^(?:auth\.|ws\.accepts)/.test(code)
  return isOne ? '' : ` (the first of ${findings.length} such answers)`
}

/** Reasons in the first line: a reader takes in no more at once. */
const MOST_REASONS = 2
/** Reasons in the evidence, and places of each. */
const MOST_LISTED = 12

/** Each reason that the service gave, with what it gave it for, in the order of the findings. */
function reasonsOf({ findings }: Cause): readonly (readonly [string, readonly string[]])[] {
  const reasons = new Map<string, string[]>()
  for (const { said, subject, promise } of findings)
    if (said !== undefined) reasons.set(said, [...(reasons.get(said) ?? []), subject ?? promise])
  return [...reasons]
}

/** The service's own reasons belong into the line that is read first, each with how often it was given; one that it quotes stands once. */
function withReasons(line: string, cause: Cause): string {
  const reasons = reasonsOf(cause)
  if (reasons.length === 0 || (reasons.length === 1 && line.includes(`it says ${reasons[0]?.[0]}`)))
    return line
  const shown = reasons
    .slice(0, MOST_REASONS)
    .map(([said, places]) =>
      reasons.length === 1 ? said : `${said} (${places.length} of ${cause.findings.length})`,
    )
  const more = reasons.length - shown.length
  return `${line}; it says ${shown.join(', ')}${more > 0 ? ` and ${counted(more, 'more reason')}` : ''}`
}

/** Where reasons differ, all of them: findings of one code are one cause, and may still be several faults. */
function reasonsEvidence(cause: Cause): readonly Evidence[] {
  const reasons = reasonsOf(cause)
  if (reasons.length < 2) return []
  const listed = reasons
    .slice(0, MOST_LISTED)
    .map(([said, places]) => `${said} at ${bounded([...new Set(places)].join(', '), 160)}`)
  return [
    saw(
      `${counted(reasons.length, 'reason')} given, which may be as many faults: ${listed.join('; ')}`,
    ),
  ]
}

function withContract(text: string, { contractFile }: Surroundings): string {
  return contractFile === undefined
    ? text
    : text.replaceAll(
        /`npm test -- --env \S+?(?=[ `])/g,
        (command) => `${command} --contract ${contractFile}`,
      )
}

function factsOf({ code, service, findings }: Cause, around: Surroundings): CodeFacts {
  const promise = around.services.find(({ name }) => name === service)
  const [first] = findings
  const asked = first?.asked.split(' ').at(-1)
  const configured = promise && around.urls[promise.urlVariable]
  const deployed = promise?.deployedAs?.[around.kind]
  return {
    service,
    environment: around.environment,
    runsOn: deployed?.on,
    deployedAs: deployed?.service,
    region: deployed?.region,
    namespace: deployed?.namespace,
    variable: code.startsWith('config.') ? first?.subject : promise?.urlVariable,
    url: asked !== undefined && URL.canParse(asked) ? asked : configured,
    method: first?.asked.split(' ')[0],
    subject: first?.subject,
    expected: first?.expected,
    secretVariable: around.secretVariable,
    ...around.serverWords,
  }
}

/** Where the logs of the finding's request are, where the configuration says how to find them. */
function logsOf({ traceId, at, service }: Finding, { logUrl }: Surroundings): readonly LogLink[] {
  if (logUrl === undefined || traceId === undefined) return []
  const url = logUrl
    .replaceAll('{traceId}', traceId)
    .replaceAll('{at}', at ?? '')
    .replaceAll('{service}', service)
  return [{ kind: 'logs', url }]
}

function inOneLine({ code, service, findings, fails, blocks }: Cause): string {
  const touched = fails.length + blocks.length
  return `${code} (${service}): ${findings[0]?.promise ?? ''}${touched > 1 ? ` (${touched} checks)` : ''}`
}
