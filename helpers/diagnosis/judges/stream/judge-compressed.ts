import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import type { StreamFact } from '../../../http/stream-events.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { withEvidence } from '../finding-of.ts'
import { judgePace } from './judge-pace.ts'
import { judgeStream } from './judge-stream.ts'

/**
 * A stream as browsers ask for it, after it came as promised, one event after the other, without compression: whether it comes
 * at all, and then at which pace.
 */
export function judgeCompressed(fact: StreamFact, step: StreamStep): Finding | undefined {
  const broken = judgeStream({ first: fact }, step)
  if (broken === undefined) return judgePace(fact, step, 'compressed')
  const { service, method, path } = step.request
  const encoding = fact.head?.headers['content-encoding']
  const found = withEvidence(broken, [
    'the same stream came whole with Accept-Encoding: identity',
    encoding === undefined
      ? 'asked for with compression, the answer has no Content-Encoding'
      : `asked for with compression, the answer has Content-Encoding ${quote(encoding, 40)}`,
  ])
  return {
    ...found,
    summary: `${service} sends the stream of ${method} ${path} as promised without compression, and not as browsers ask for it: ${broken.got}`,
    nextSteps: [
      ...(broken.nextSteps ?? []),
      'Leave the stream out of what is compressed: a middleware that flushes after no event holds or breaks it, and one that sends no Content-Encoding sends what no browser can read.',
    ],
  }
}
