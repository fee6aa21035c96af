import fc from 'fast-check'
import type { StreamStep } from '../../../contracts/schema/stream.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'
import type { StreamFact } from '../../../helpers/http/stream-events.ts'
import { anyText } from '../../http/support/any-text.ts'
import { anyExchange } from './any-fact.ts'

/** A promise of a stream, for judges that are tried alone. */
export const STREAM: StreamStep = {
  kind: 'stream',
  id: 'answer',
  title: 'streams its answer',
  after: [],
  effect: 'reads',
  as: 'user',
  request: { service: 'backend', method: 'POST', path: '/api/answers' },
  statuses: [200],
  framing: 'sse',
  ends: 'event',
  nameAt: ['type'],
  events: [
    { name: 'start', occurs: 'once', has: [] },
    { name: 'part', occurs: 'at-least-once', has: [['delta']] },
    { name: 'end', occurs: 'once', has: [] },
  ],
  failures: ['error'],
  withinMs: 30_000,
  pauses: 'promised',
  asBrowser: 'asked',
}

const anyEvent = fc
  .record(
    {
      name: fc.oneof(fc.constantFrom('start', 'part', 'end', 'error'), anyText),
      text: fc.oneof(anyText, fc.json()),
      atMs: fc.nat(60_000),
    },
    { requiredKeys: ['text', 'atMs'] },
  )
  .map((event) => ({ ...event, json: parseJson(event.text) }))

export const anyStream: fc.Arbitrary<StreamFact> = fc.record(
  {
    exchange: anyExchange,
    head: fc.record({
      status: fc.constantFrom(200, 204, 301, 401, 404, 500),
      headers: fc.dictionary(
        fc.constantFrom('content-type', 'content-encoding', 'server', 'via'),
        fc.oneof(fc.constantFrom('text/event-stream', 'application/json', 'gzip'), anyText),
      ),
    }),
    events: fc.array(anyEvent, { maxLength: 6 }),
    comments: fc.nat(3),
    headMs: fc.nat(20_000),
    lastMs: fc.nat(60_000),
    longestSilenceMs: fc.nat(60_000),
    end: fc.constantFrom('complete', 'enough', 'cut', 'late', 'silence', 'refused'),
    problem: fc.constantFrom('has more than 10000 events', 'is not the gzip it says it is'),
  },
  {
    requiredKeys: ['exchange', 'events', 'comments', 'headMs', 'lastMs', 'longestSilenceMs', 'end'],
  },
)

export const anyStreamStep: fc.Arbitrary<StreamStep> = fc
  .record({
    ends: fc.constantFrom('event' as const, 'close' as const, 'never' as const),
    framing: fc.constantFrom('sse' as const, 'ndjson' as const),
  })
  .map((differs) => ({ ...STREAM, ...differs }))
