import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { ExperimentResult } from '../../../record/finding.ts'
import { aloneOf } from '../../experiments/good-token.ts'
import type { AcceptanceFact, Diagnosis, RefusedToken } from './acceptance-fact.ts'

/**
 * A service that asks its issuer to check tokens, and refuses one that the issuer calls good: its credentials are wrong, it
 * does not reach the issuer, or it does not wait for the answer. Only an experiment shows which one.
 */
export function judgeDelegated(refused: RefusedToken, evidence: Diagnosis['evidence']): Diagnosis {
  const { fact, promise, accepts } = refused
  const { credentials, clock } = fact
  const patience = patienceOf(fact, promise, accepts)
  const shown = patience === undefined ? evidence : [patience.seen, ...evidence]
  if (patience?.wait === 'too-short') return gaveUp(refused, shown)
  const isAnswered = credentials?.kind === 'answer' && credentials.status < 300
  if (!isAnswered || clock !== undefined)
    return {
      code: 'trust.token-rejected',
      evidence: shown,
      ...(patience !== undefined && oneOfSeveral(refused, patience)),
    }
  return mismatch(refused, shown, patience)
}

/** The service refuses before its issuer can have looked at the id and secret of the service. */
function gaveUp(
  { fact: { service }, promise: { issuer } }: RefusedToken,
  evidence: Diagnosis['evidence'],
): Diagnosis {
  return {
    code: 'trust.auth-unreachable',
    evidence,
    summary: `${service.name} does not wait for ${issuer}: it refuses good tokens before ${issuer} can have answered`,
    nextSteps: [
      `Compare the time limit of ${service.name} for ${issuer} with the time in which ${issuer} answers now (the evidence has both), and look in the log of ${service.name} for a timeout or an open circuit breaker.`,
      `Look at what makes ${issuer} slow: a cold start, its database, too few instances.`,
    ],
  }
}

/** The id or the secret of the service, or one of those that no experiment excluded. */
function mismatch(
  refused: RefusedToken,
  evidence: Diagnosis['evidence'],
  patience: Patience | undefined,
): Diagnosis {
  const { fact, promise } = refused
  const { service, look = {} } = fact
  const isOnlyLeft =
    patience === undefined && isRepeated(refused) && look.socket?.says === 'refused'
  const times = timesOf(refused)
  const asks = `${service.name} checks tokens by asking ${promise.issuer} with its own id and secret`
  if (!isOnlyLeft)
    return {
      code: 'trust.secret-mismatch',
      evidence: [
        ...evidence,
        `${asks}: one of these is wrong, or ${otherCause(refused, patience)}`,
      ],
      ...oneOfSeveral(refused, patience),
    }
  return {
    code: 'trust.secret-mismatch',
    evidence: [...evidence, `${asks}, and reaches it: only these are left`],
    ...(times !== '' && {
      summary: `${service.name} refuses good tokens ${times}: on some instance its id or secret is not the one that ${promise.issuer} expects`,
    }),
  }
}

/** The words where no experiment distinguishes the id and the secret from another cause. */
function oneOfSeveral(
  refused: RefusedToken,
  patience: Patience | undefined,
): Pick<Diagnosis, 'summary' | 'nextSteps'> {
  const { fact, promise } = refused
  const [name, issuer] = [fact.service.name, promise.issuer]
  const times = timesOf(refused)
  const other = otherCause(refused, patience)
  return {
    summary: `${name} refuses tokens that ${issuer} calls good${times === '' ? ': ' : `, ${times}: on some instance `}its own id or secret is wrong, or ${other}`,
    nextSteps: [`Look at the log of ${name}: ${questionOf(refused, patience)}`],
  }
}

function otherCause(refused: RefusedToken, patience: Patience | undefined): string {
  const { issuer } = refused.promise
  if (patience !== undefined) return `it does not wait long enough for ${issuer}`
  return isRepeated(refused) ? 'the token is changed on its way' : `it does not reach ${issuer}`
}

function questionOf(refused: RefusedToken, patience: Patience | undefined): string {
  const { issuer } = refused.promise
  if (patience !== undefined)
    return `does it give up before ${issuer} answers (a timeout, an open circuit breaker), or does ${issuer} refuse it?`
  return isRepeated(refused)
    ? `does ${issuer} refuse it, or is the token that it gets another one than was sent?`
    : `does it fail to reach ${issuer}, or does ${issuer} refuse it?`
}

/** The refusal came again, of a token that arrives, from a service that reaches its issuer. */
function isRepeated({ fact: { look = {} }, arrival }: RefusedToken): boolean {
  const isReached = look.reach?.says === 'reached'
  return isReached && arrival === 'yes' && aloneOf(look, () => false) !== 'not-tried'
}

/** "2 of 5 times" where the token is accepted at others; empty where it never is. */
function timesOf({ fact: { answers }, accepts }: RefusedToken): string {
  const refusals = answers.filter((one) => !accepts(one)).length
  return refusals === answers.length ? '' : `${refusals} of ${answers.length} times`
}

/** Longer than the differences that a busy machine or line makes, milliseconds. */
const SOONER_MS = 150
const LATER_MS = 400

const EXCLUDED = 'a wrong id or secret of the service, which the issuer had not judged yet'

/**
 * How long a service waits for its issuer, as its refusals show. `too-short`: it refuses before the issuer has judged even
 * the id and secret of a caller, so that it did not wait for that. `unclear`: it refuses sooner than the issuer judges a
 * token, or so much later that it may have waited for nothing. Undefined where its refusals come as late as the issuer's
 * answers, or nothing can be compared.
 */
interface Patience {
  readonly wait: 'too-short' | 'unclear'
  readonly seen: ExperimentResult
}

function patienceOf(
  { answers, look = {}, verified, credentials }: AcceptanceFact,
  { issuer }: TokenPromise,
  accepts: (exchange: Exchange) => boolean,
): Patience | undefined {
  const refusals = durationsOf([...answers, ...(look.alone ?? [])].filter((one) => !accepts(one)))
  const [verdictMs] = durationsOf(verified === undefined ? [] : [verified])
  if (refusals.length === 0 || verdictMs === undefined) return undefined
  const soonest = Math.min(...refusals)
  const usual = median(refusals)
  const [proofMs] = durationsOf(credentials === undefined ? [] : [credentials])
  const proof = proofMs === undefined ? '' : `, an id and secret in ${inMs(proofMs)}`
  const seen = {
    kind: 'experiment',
    changed: `the time of each refusal, against that in which ${issuer} judges`,
    // Short enough to be shown whole: by the last figure the other cause is excluded.
    saw: `refused in ${Math.round(soonest)} to ${inMs(Math.max(...refusals))}, mostly ${Math.round(usual)}; judged: a token in ${inMs(verdictMs)}${proof}`,
  } as const
  if (verdictMs - usual >= SOONER_MS)
    return proofMs !== undefined && proofMs - usual >= SOONER_MS
      ? { wait: 'too-short', seen: { ...seen, excludes: EXCLUDED } }
      : { wait: 'unclear', seen }
  return soonest - Math.max(verdictMs, proofMs ?? 0) >= LATER_MS
    ? { wait: 'unclear', seen }
    : undefined
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
}

function durationsOf(exchanges: readonly Exchange[]): readonly number[] {
  return exchanges.flatMap((one) => (one.kind === 'answer' ? [one.timing.totalMs] : []))
}

function inMs(ms: number): string {
  return `${Math.round(ms)} ms`
}
