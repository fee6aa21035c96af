import { describeExchange } from '../diagnosis/judges/describe-exchange.ts'
import { findingOf } from '../diagnosis/judges/finding-of.ts'
import type { CheckNote } from '../record/check-note.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked, CouldNotJudge, type Inapplicable, NotHere, type Outcome } from './outcome.ts'
import { inScope, type Scope } from './scope.ts'
import type { Smoke } from './smoke.ts'
import type { Check } from './suite.ts'

type About = Pick<CheckNote, 'id' | 'suite' | 'part' | 'title'>

/** What a check says of itself before it ran: a crash of the runner must not pass for a judgement. */
export function notRun({ body: _, ...about }: Check): CheckNote {
  return {
    ...about,
    findings: [],
    outcome: 'error',
    reason: 'the check did not run',
    requests: 0,
    notes: [],
    revisions: {},
  }
}

/** Runs one check and gives its note, redacted; it never throws. */
export async function runCheck({ body, ...about }: Check, smoke: Smoke): Promise<CheckNote> {
  const scope: Scope = { retried: [], notes: [], revisions: {} }
  const result = await inScope(scope, () => attempt(body))
  const findings =
    result.outcome === 'judged'
      ? [...result.findings, ...flaky(scope, about, result.findings)]
      : result.findings
  const told: Told = { ...result, findings, notes: scope.notes, revisions: scope.revisions }
  return { ...about, requests: smoke.world.requests(), ...redacted(told, smoke) }
}

/** What of a note can hold a server's words. */
type Told = Omit<CheckNote, 'id' | 'suite' | 'part' | 'title' | 'requests'>

/**
 * A finding that blocks a hundred checks is redacted once. Its code and service are ours and stay, even where a
 * server sets a cookie named as they are: causes are folded by them.
 */
function redacted({ findings, blockedBy, ...rest }: Told, { world: { redactor } }: Smoke): Told {
  const once = (finding: Finding): Finding => {
    const { code, service, severity } = finding
    const known = clean.get(finding) ?? { ...redactor.redactDeep(finding), code, service, severity }
    clean.set(finding, known)
    return known
  }
  return {
    ...redactor.redactDeep(rest),
    outcome: rest.outcome,
    findings: findings.map(once),
    ...(blockedBy && { blockedBy: blockedBy.map(once) }),
  }
}

const clean = new WeakMap<Finding, Finding>()

type Attempt = Pick<CheckNote, 'outcome' | 'findings'> &
  Partial<Pick<CheckNote, 'blockedBy' | 'reason'>>

async function attempt(body: () => Promise<Outcome>): Promise<Attempt> {
  try {
    const outcome = await body()
    if (isInapplicable(outcome))
      return { outcome: 'inapplicable', findings: [], reason: outcome.reason }
    const findings = (Array.isArray(outcome) ? outcome : [outcome]).filter(
      (finding): finding is Finding => finding !== undefined,
    )
    return { outcome: 'judged', findings }
  } catch (thrown) {
    return caught(thrown)
  }
}

function caught(thrown: unknown): Attempt {
  if (thrown instanceof Blocked)
    return {
      outcome: 'blocked',
      findings: [],
      blockedBy: thrown.findings,
      reason: `blocked by ${thrown.findings.map(({ code, service }) => `${code} (${service})`).join(', ')}`,
    }
  if (thrown instanceof NotHere)
    return { outcome: 'inapplicable', findings: [], reason: thrown.message }
  if (thrown instanceof CouldNotJudge)
    return { outcome: 'error', findings: [], reason: thrown.message }
  const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return {
    outcome: 'error',
    findings: [],
    reason: `the check itself failed: ${reason.slice(0, 2000)}`,
  }
}

function isInapplicable(outcome: Outcome): outcome is Inapplicable {
  return typeof outcome === 'object' && 'kind' in outcome && outcome.kind === 'inapplicable'
}

/** A check that passed only because something was asked again says so; a failed one has worse to tell. */
function flaky(
  { retried }: Scope,
  { title }: About,
  findings: readonly Finding[],
): readonly Finding[] {
  if (findings.some(({ severity }) => severity === 'failure')) return []
  return retried.slice(0, 1).map(({ service, exchange }) =>
    findingOf('check.flaky', service, exchange.asked, {
      promise: title,
      expected: 'a good answer the first time',
      got: `after ${exchange.tries - 1} bad ${exchange.tries === 2 ? 'try' : 'tries'} (${exchange.earlier.join('; ')}): ${describeExchange(exchange)}`,
    }),
  )
}
