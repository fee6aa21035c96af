import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import type { StreamFact } from '../../../http/stream-events.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { AGAIN_ALONE } from '../../experiments/good-token.ts'
import { isMixed, sometimesInWords } from '../access/sometimes.ts'
import { withEvidence } from '../finding-of.ts'
import { judgeRouteInPlace, type StepLook } from '../journey/judge-step-again.ts'
import { judgeStream, type StreamsFact } from './judge-stream.ts'

/** A stream, and what the second look at it brought where it went wrong. */
export interface StreamsAgain extends StreamsFact, Pick<StepLook, 'inPlace'> {
  /** The same stream, asked for alone, where the step only reads. */
  readonly alone?: readonly StreamFact[]
}

/** The finding of a stream after the second look: where some of its streams come whole, the fault is in an instance. */
export function judgeStreamAgain(fact: StreamsAgain, step: StreamStep): Finding | undefined {
  const { alone = [], inPlace } = fact
  const finding = judgeStream(fact, step)
  if (finding === undefined) return undefined
  if (inPlace !== undefined) return judgeRouteInPlace(finding, step, inPlace)
  if (alone.length === 0) return finding
  const bad = alone.filter((one) => judgeStream({ first: one }, step) !== undefined).length
  const found = withEvidence(finding, [
    tried(AGAIN_ALONE, `${alone.length - bad} of ${alone.length} times as promised`),
  ])
  const all = { bad: bad + 1, all: alone.length + 1 }
  if (!isMixed(all)) return found
  const isRefused = finding.code === 'route.forbidden' && step.as !== 'nobody'
  const code = isRefused ? 'trust.token-rejected' : finding.code
  return { ...found, code, summary: sometimesInWords(step.request, code, all) }
}
