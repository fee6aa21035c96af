import { describe, type TestContext, test } from 'vitest'
import { describeExchange } from '../diagnosis/judges/describe-exchange.ts'
import { findingOf } from '../diagnosis/judges/finding-of.ts'
import type { CheckNote } from '../record/check-note.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked, CouldNotJudge, type Inapplicable, NotHere, type Outcome } from './outcome.ts'
import { inScope, type Scope } from './scope.ts'
import type { Smoke } from './smoke.ts'

/** Registers one check: `slug` ends its id, `title` is its promise in the present tense. */
export type Check = (slug: string, title: string, body: () => Promise<Outcome>) => void

/** Registers the checks of one part of the deployment; with the title, its name makes one sentence. */
export type Part = (name: string, register: (check: Check) => void) => void

/** A suite registers its checks against what a contract promises; nothing is sent until they run. */
export type Suite = (smoke: Smoke) => void

/** Makes a suite: everything in it runs at once, and what needs something awaits it. */
export function defineSuite(name: string, register: (smoke: Smoke, part: Part) => void): Suite {
  return (smoke) => {
    describe.concurrent(name, () => {
      register(smoke, (part, registerPart) => {
        describe.concurrent(part, () => {
          registerPart((slug, title, body) => {
            const about = { id: `${name}/${part}/${slug}`, suite: name, part, title }
            test.concurrent(title, { meta: { smoke: blank(about) } }, (context) =>
              run(about, body, smoke, context),
            )
          })
        })
      })
    })
  }
}

type About = Pick<CheckNote, 'id' | 'suite' | 'part' | 'title'>

/** What a check says of itself before it ran: a crash of the runner must not pass for a judgement. */
function blank(about: About): CheckNote {
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

async function run(
  about: About,
  body: () => Promise<Outcome>,
  smoke: Smoke,
  context: TestContext,
): Promise<void> {
  const scope: Scope = { retried: [], notes: [], revisions: {} }
  const result = await inScope(scope, () => attempt(body))
  const findings =
    result.outcome === 'judged'
      ? [...result.findings, ...flaky(scope, about, result.findings)]
      : result.findings
  const told: Told = { ...result, findings, notes: scope.notes, revisions: scope.revisions }
  const note: CheckNote = { ...about, requests: smoke.world.requests(), ...redacted(told, smoke) }
  context.task.meta.smoke = note
  if (note.outcome === 'blocked' || note.outcome === 'inapplicable') context.skip(note.reason)
  const failures = note.findings.filter(({ severity }) => severity === 'failure')
  if (note.outcome === 'error' || failures.length > 0)
    throw new Red(note.reason ?? failures.map(inOneLine).join('\n'))
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

/** What the runner shows of a red check; the reports print the findings themselves. */
class Red extends Error {
  override readonly name = 'Red'
  override readonly stack = ''
}

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

function inOneLine({ code, service, promise, asked, expected, got }: Finding): string {
  return `${code} (${service}): ${promise}\n  asked ${asked}\n  expected ${expected}\n  got ${got}`
}
