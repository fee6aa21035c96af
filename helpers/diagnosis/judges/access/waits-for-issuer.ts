import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { ExperimentResult } from '../../../record/finding.ts'
import type { AcceptanceFact } from './acceptance-fact.ts'

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
export interface Patience {
  readonly wait: 'too-short' | 'unclear'
  readonly seen: ExperimentResult
}

export function patienceOf(
  { answers, look = {}, verified, credentials }: AcceptanceFact,
  { issuer }: TokenPromise,
  accepts: (exchange: Exchange) => boolean,
): Patience | undefined {
  const refusals = timesOf([...answers, ...(look.alone ?? [])].filter((one) => !accepts(one)))
  const [verdictMs] = timesOf(verified === undefined ? [] : [verified])
  if (refusals.length === 0 || verdictMs === undefined) return undefined
  const soonest = Math.min(...refusals)
  const usual = median(refusals)
  const [proofMs] = timesOf(credentials === undefined ? [] : [credentials])
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

function timesOf(exchanges: readonly Exchange[]): readonly number[] {
  return exchanges.flatMap((one) => (one.kind === 'answer' ? [one.timing.totalMs] : []))
}

function inMs(ms: number): string {
  return `${Math.round(ms)} ms`
}
