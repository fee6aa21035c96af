import fc from 'fast-check'
import { judgeCompressed } from '../../../../helpers/diagnosis/judges/stream/judge-compressed.ts'
import { judgePace } from '../../../../helpers/diagnosis/judges/stream/judge-pace.ts'
import { judgeStream } from '../../../../helpers/diagnosis/judges/stream/judge-stream.ts'
import { judgeStreamAgain } from '../../../../helpers/diagnosis/judges/stream/judge-stream-again.ts'
import { anyStream, anyStreamStep, STREAM } from '../any-stream.ts'
import { anyInPlace } from './journey.ts'
import { type Judges, judging, optional } from './judging.ts'

/** The judges of a streamed answer, by the file that each stands in. */
export const STREAM_JUDGES: Judges = {
  'judge-compressed': {
    judgeCompressed: judging(
      fc.record({ fact: anyStream, step: anyStreamStep }),
      ({ fact, step }) => judgeCompressed(fact, step),
    ),
  },
  'judge-pace': {
    judgePace: judging(
      fc.record({
        fact: anyStream,
        asked: fc.constantFrom('identity' as const, 'compressed' as const),
      }),
      ({ fact, asked }) => judgePace(fact, STREAM, asked),
    ),
  },
  'judge-stream': {
    judgeStream: judging(
      fc.record({ first: anyStream, again: optional(anyStream), step: anyStreamStep }),
      ({ first, again, step }) => judgeStream({ first, ...(again && { again }) }, step),
    ),
  },
  'judge-stream-again': {
    judgeStreamAgain: judging(
      fc.record({
        first: anyStream,
        look: fc.oneof(
          fc.record({ alone: fc.array(anyStream, { maxLength: 4 }) }),
          fc.record({ inPlace: anyInPlace }),
        ),
        step: anyStreamStep,
      }),
      ({ first, look, step }) => judgeStreamAgain({ first, ...look }, step),
    ),
  },
}
