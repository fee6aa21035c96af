import type { ServerWords } from '../../contracts/schema/server-words.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { Kind } from '../../env/kind.ts'
import type { Cause } from '../../helpers/diagnosis/causes/group-causes.ts'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { type CodeFacts, fillCode } from '../../helpers/diagnosis/codes/fill-code.ts'
import type { Finding, LogLink } from '../../helpers/record/finding.ts'
import type { RootCause } from '../../helpers/record/run-record.ts'
import { counted } from '../../helpers/text/words.ts'
import { asTyped } from '../cli/typed-as.ts'

/** Findings whose next steps and logs a root cause carries. */
const MOST_FINDINGS = 3

/** What the words of the code table are filled with, beside what the finding itself knows. */
export interface Surroundings {
  readonly environment: string
  readonly kind: Kind
  readonly services: readonly ServicePromise[]
  readonly urls: Readonly<Record<string, string>>
  readonly secretVariable?: string
  readonly logUrl?: string
  /** The contract's file, where the run was given one: commands that repeat it name it too. */
  readonly contractFile?: string
  readonly serverWords?: ServerWords
}

/** Puts a root cause into words: one line, evidence, likely causes, next steps. */
export function rootCauseOf(cause: Cause, around: Surroundings): RootCause {
  const entry = CODE_TABLE[cause.code]
  const facts = factsOf(cause, around)
  const shown = cause.findings.slice(0, MOST_FINDINGS)
  return {
    code: cause.code,
    service: cause.service,
    summary: `${ownSummary(cause) ?? fillCode(entry.summary, facts)}${saidBy(cause)}`,
    evidence: shown.flatMap((finding) => logsOf(finding, around)),
    causes: entry.causes.map((text) => fillCode(text, facts)),
    nextSteps: [
      ...new Set([
        ...shown.flatMap(({ nextSteps = [] }) => nextSteps),
        ...entry.nextSteps.map((text) => asTyped(withContract(fillCode(text, facts), around))),
      ]),
    ],
    blocks: cause.blocks,
    fails: cause.fails,
    explains: cause.explains.map(inOneLine),
    findings: cause.findings,
  }
}

/** What the findings themselves say in one line; each code has words for when they do not. */
function ownSummary({ findings }: Cause): string | undefined {
  return findings.find(({ summary }) => summary !== undefined)?.summary
}

/** The service's own reason belongs into the one line that is read first, and how many others it gave. */
function saidBy({ findings }: Cause): string {
  const [said, ...others] = new Set(findings.flatMap((finding) => finding.said ?? []))
  if (said === undefined) return ''
  const more =
    others.length === 0 ? '' : `, and ${counted(others.length, 'other reason')} elsewhere`
  return `; it says ${said}${more}`
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
  return {
    service,
    environment: around.environment,
    deployedAs: promise?.deployedAs?.[around.kind]?.service,
    region: promise?.deployedAs?.[around.kind]?.region,
    variable: code.startsWith('config.') ? first?.subject : promise?.urlVariable,
    url: asked !== undefined && URL.canParse(asked) ? asked : configured,
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
