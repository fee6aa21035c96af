import { defineContract } from './contract.ts'
import { QUESTION } from './netra/golden-path.ts'
import { contract as netra } from './netra.ts'

/**
 * Netra with the answer of an agent as server-sent events: what a contract says of a stream, and what the faults of
 * streams are tried with. Netra routes `POST /api/chat/stream`, but its events were not seen on a deployment, so
 * `netra.ts` promises none; these are those of the embedded reference deployment.
 */
export const contract = defineContract({
  ...netra,
  journeys: [
    ...(netra.journeys ?? []),
    {
      name: 'streamed',
      steps: [
        {
          kind: 'stream',
          id: 'answer',
          title: 'streams the answer of an agent, from its beginning to its end',
          effect: 'reads',
          request: {
            service: 'backend',
            method: 'POST',
            path: '/api/chat/stream',
            json: { content: QUESTION },
          },
          events: [
            { name: 'message_start', occurs: 'once' },
            { name: 'message_delta', has: ['delta'] },
            { name: 'message_end', occurs: 'once', has: ['final_response'] },
          ],
          failures: 'error',
          pauses: 'promised',
          asBrowser: 'asked',
          answer: {
            question: QUESTION,
            answerAt: 'final_response',
            standIns: ['mock', 'degraded mode', 'fallback', 'echo', 'timeout fallback'],
          },
        },
      ],
    },
  ],
})
