import { expect, test } from 'vitest'
import { judgeStream } from '../../helpers/diagnosis/judges/stream/judge-stream.ts'
import type { StreamFact } from '../../helpers/http/stream-events.ts'
import { STREAM } from './support/any-stream.ts'
import { events, HEADERS, NAMES, stream } from './support/streams.ts'

const judged = (about: Partial<StreamFact>) => judgeStream({ first: stream(about) }, STREAM)

test('an answer of another type says which, and what browsers make of it', () => {
  const head = (type: string) => ({ status: 200, headers: { 'content-type': type } })
  expect(judged({ head: head('text/html') })).toMatchObject({
    code: 'route.shape',
    summary:
      'backend answers POST /api/answers with the type "text/html", and not with text/event-stream as promised: browsers (EventSource) refuse it',
  })
  expect(judged({ head: { status: 200, headers: {} } })?.summary).toContain('without a type')
})

test('events of which none is promised are shown by the first', () => {
  const strange = [{ text: '{', json: undefined, atMs: 100 }]
  expect(judged({ events: strange, end: 'complete' })).toMatchObject({
    code: 'stream.unfinished',
    summary:
      'backend sends 1 event at POST /api/answers, and none that is promised: the data of the first are "{", which is no JSON',
  })
})

test('an event that no empty line ends is dropped by browsers', () => {
  const some = events(NAMES.slice(0, 3), (at) => at * 400)
  const unended = {
    events: some,
    end: 'complete',
    leftOver: true,
    head: { status: 200, headers: HEADERS },
  } as const
  expect(judged(unended)?.summary).toBe(
    'backend ends the stream of POST /api/answers with an event that no empty line ends, which browsers drop; without it, end is missing',
  )
  const { leftOver: _, ...ended } = unended
  expect(judged(ended)?.summary).toBeUndefined()
})
