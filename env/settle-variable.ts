import { isLoopback } from '../helpers/url/is-loopback.ts'
import type { Policy } from './policy.ts'
import { type Reading, readValue } from './read-value.ts'
import { showValue } from './show-value.ts'
import { type Candidate, type Candidates, candidates, type Source } from './source.ts'
import type { ConfigProblem, Origin } from './target.ts'
import type { Variable } from './variable.ts'

/** One variable after reading: its value if it is good and may be used, and its origin, problems and warnings. */
export interface Setting {
  readonly variable: Variable
  readonly value?: {
    readonly text: string
    readonly parsed: unknown
    readonly asGiven?: string
  }
  /** `set` also when the value is not good. */
  readonly presence: 'set' | 'unset'
  readonly origin: Origin
  readonly problems: readonly ConfigProblem[]
  readonly warnings: readonly ConfigProblem[]
}

/** The sources and the rules by which one variable is judged. */
export interface SettleBy {
  readonly sources: readonly Source[]
  /** Undefined if the kind of environment is not known. */
  readonly policy: Policy | undefined
  /** Variables whose absence another problem explains. */
  readonly lost: ReadonlySet<string>
}

/** Reads one variable from the first source that sets it, and judges it by the policy. */
export function settleVariable(variable: Variable, by: SettleBy): Setting {
  const found = candidates(variable.name, by.sources)
  const [first] = found.set
  return first === undefined
    ? unset(variable, found, by.lost)
    : settle(variable, first, found, by.policy)
}

function unset(variable: Variable, { empty }: Candidates, lost: ReadonlySet<string>): Setting {
  const { name, schema } = variable
  const where =
    empty.length === 0 ? 'is not set' : `is empty in ${empty.join(' and ')}, which counts as unset`
  const wanted = schema?.safeParse('').error?.issues[0]?.message
  const message = wanted === undefined ? where : `${where}; it ${wanted}`
  const problem = problemOf(variable, 'config.missing', message, empty[0] ?? 'unset')
  return {
    variable,
    presence: 'unset',
    origin: { variable: name, value: '', from: 'unset', overrides: [], normalised: [] },
    problems: variable.presence === 'required' && !lost.has(name) ? [problem] : [],
    warnings: [],
  }
}

function settle(
  variable: Variable,
  { from, ...given }: Candidate,
  { set }: Candidates,
  policy: Policy | undefined,
): Setting {
  const { name, kind, role } = variable
  const reading = readValue(variable, given)
  const overrides = set
    .slice(1)
    .filter((lower) => lower.from !== 'default' || lower.raw !== given.raw)
    .map((lower) => ({ from: lower.from, value: showValue(kind, lower.raw) }))
  const unused = policy === undefined ? undefined : whyUnused(role, policy)
  const origin: Origin = {
    variable: name,
    value: showValue(kind, reading.kind === 'value' ? reading.text : given.raw),
    from,
    overrides,
    normalised: unused === undefined ? changesOf(reading) : [unused],
  }
  const base = { variable, presence: 'set', origin } as const
  if (unused !== undefined) return { ...base, problems: [], warnings: [] }
  if (reading.kind === 'problem') {
    const problems = [problemOf(variable, reading.code, reading.message, from)]
    return { ...base, problems, warnings: [] }
  }
  const isUrl = kind === 'url' || kind === 'websocket-url'
  const verdict = isUrl && policy !== undefined ? judgeUrl(reading.text, policy) : undefined
  const judged =
    verdict === undefined ? [] : [problemOf(variable, verdict.code, verdict.message, from)]
  const doubts = reading.doubts.map((doubt) => problemOf(variable, 'config.invalid', doubt, from))
  return {
    ...base,
    value: {
      text: reading.text,
      parsed: reading.parsed,
      ...(reading.asGiven !== undefined && { asGiven: reading.asGiven }),
    },
    problems: verdict?.severity === 'failure' ? judged : [],
    warnings: verdict?.severity === 'warning' ? [...judged, ...doubts] : doubts,
  }
}

/** Why the policy leaves a variable with this role unused; undefined if it is used. */
export function whyUnused(role: Variable['role'], policy: Policy): string | undefined {
  const impersonates = role === 'impersonation-key' || role === 'simulation-key'
  if (impersonates && policy.impersonation === 'never') {
    return `never sent in ${policy.kind}: not used`
  }
  if (role === 'known-hosts' && policy.knownHostMismatch === 'failure') {
    return `no certificate may name another host in ${policy.kind}: not used`
  }
  return undefined
}

function changesOf(reading: Reading): readonly string[] {
  return reading.kind === 'value' ? reading.changes : []
}

function problemOf(
  { name, example }: Variable,
  code: ConfigProblem['code'],
  message: string,
  from: string,
): ConfigProblem {
  return { code, variable: name, message, example, from }
}

interface UrlVerdict {
  readonly code: ConfigProblem['code']
  readonly severity: 'failure' | 'warning'
  /** The rest of a sentence that begins with the variable's name. */
  readonly message: string
}

/** The verdict of the policy on the host and the scheme of a URL; undefined if it has none. */
function judgeUrl(url: string, policy: Policy): UrlVerdict | undefined {
  const { hostname, protocol } = new URL(url)
  if (policy.loopbackUrl === 'refused' && isLoopback(hostname)) {
    const message = `leads to this very machine (${url}), which is no deployment`
    return { code: 'config.localhost', severity: 'failure', message }
  }
  const plain = protocol === 'http:' || protocol === 'ws:'
  if (plain && policy.insecureUrl !== 'allowed') {
    const message = `is not encrypted (${url}): anyone on the way reads tokens and passwords`
    return { code: 'config.insecure', severity: policy.insecureUrl, message }
  }
  return undefined
}
