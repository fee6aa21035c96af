import { describeExchange } from '../diagnosis/judges/describe-exchange.ts'
import { findingOf } from '../diagnosis/judges/finding-of.ts'
import type { CheckNote } from '../record/check-record.ts'
import type { Finding } from '../record/finding.ts'
import { redactUrl } from '../url/redact-url.ts'
import { Blocked, type CheckResult, Inconclusive, NotApplicable } from './check-result.ts'
import { createScope, inScope, type Scope, usedBy } from './scope.ts'
import type { Session } from './session.ts'
import type { Check } from './suite.ts'

type About = Pick<CheckNote, 'id' | 'suite' | 'part' | 'title'>

/** The note of a check before it ran: if the runner crashes, the check is an error, and never counts as judged. */
export function notRun({ body: _, ...about }: Check): CheckNote {
  return {
    ...about,
    findings: [],
    outcome: 'error',
    reason: 'the check did not run',
    requests: 0,
    sent: [],
    notes: [],
    revisions: {},
  }
}

/** Runs one check and gives its note, redacted; it never throws. */
export async function runCheck({ body, ...about }: Check, session: Session): Promise<CheckNote> {
  const scope = createScope()
  const ended = await inScope(scope, () => endOf(body))
  session.others.ended()
  const findings =
    ended.outcome === 'judged'
      ? [...ended.findings, ...flaky(scope, about, ended.findings)]
      : ended.findings
  const note: Unredacted = { ...ended, findings, notes: scope.notes, revisions: scope.revisions }
  const { requests, redactor } = session
  const sent = scope.sent.map((one) => ({
    ...one,
    url: redactor.redact(redactUrl(one.url)),
    check: about.id,
  }))
  return {
    ...about,
    waited: scope.clock.waited(),
    requests: requests(),
    sent,
    used: usedBy(scope),
    ...redacted(note, session),
  }
}

/** The parts of a note that can hold text of a server. */
type Unredacted = Omit<
  CheckNote,
  'id' | 'suite' | 'part' | 'title' | 'requests' | 'sent' | 'used' | 'waited'
>

/**
 * A finding that blocks a hundred checks is redacted once. Its code and service, and the kinds of its evidence, are
 * our own words and stay, even if a server sets a cookie with such a value: findings are grouped into causes by them.
 */
function redacted(
  { findings, blockedBy, ...rest }: Unredacted,
  { redactor, sent }: Session,
): Unredacted {
  const once = (finding: Finding): Finding => {
    const { code, service, severity } = finding
    const curl = sent.curl(finding)
    const known = clean.get(finding) ?? {
      ...redactor.redactDeep(finding),
      code,
      service,
      severity,
      ...(curl !== undefined && { curl }),
      evidence: finding.evidence.map((item) =>
        Object.assign({ ...redactor.redactDeep(item) }, { kind: item.kind }),
      ),
    }
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

/** How the body of a check ended. */
type CheckEnd = Pick<CheckNote, 'outcome' | 'findings'> &
  Partial<Pick<CheckNote, 'blockedBy' | 'reason'>>

async function endOf(body: () => Promise<CheckResult>): Promise<CheckEnd> {
  try {
    const result = await body()
    const findings = (Array.isArray(result) ? result : [result]).filter(
      (finding): finding is Finding => finding !== undefined,
    )
    return { outcome: 'judged', findings }
  } catch (thrown) {
    return notJudged(thrown)
  }
}

function notJudged(thrown: unknown): CheckEnd {
  if (thrown instanceof Blocked)
    return {
      outcome: 'blocked',
      findings: [],
      blockedBy: thrown.findings,
      reason: `blocked by ${thrown.findings.map(({ code, service }) => `${code} (${service})`).join(', ')}`,
    }
  if (thrown instanceof NotApplicable)
    return { outcome: 'not-applicable', findings: [], reason: thrown.message }
  if (thrown instanceof Inconclusive)
    return { outcome: 'error', findings: [], reason: thrown.message }
  const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return {
    outcome: 'error',
    findings: [],
    reason: `the check itself failed: ${reason.slice(0, 2000)}`,
  }
}

/** A check that passed only after a retry gets a `check.flaky` warning; a failed check does not need one. */
function flaky(
  { retried }: Scope,
  { title }: About,
  findings: readonly Finding[],
): readonly Finding[] {
  if (findings.some(({ severity }) => severity === 'failure')) return []
  return retried.slice(0, 1).map(({ service, exchange }) => {
    const wasCold = exchange.earlier[0]?.startsWith('http.timeout') === true
    return findingOf(wasCold ? 'service.slow' : 'check.flaky', service, exchange.asked, {
      promise: title,
      expected: 'a good answer the first time',
      got: `after ${exchange.tries - 1} bad ${exchange.tries === 2 ? 'try' : 'tries'} (${exchange.earlier.join('; ')}): ${describeExchange(exchange)}`,
      ...(wasCold && {
        summary: `${service} does not answer its first calls in time, and answers later ones: a cold start`,
        nextSteps: ['Keep one instance warm, or call each route once at the end of the deploy.'],
      }),
    })
  })
}
