import { describe, expect, test } from 'vitest'
import { judgeFirstEvent } from '../../helpers/diagnosis/judges/journey/judge-timing.ts'
import { judgeCompressed } from '../../helpers/diagnosis/judges/stream/judge-compressed.ts'
import {
  judgePace,
  paceOfStream,
  timedStream,
} from '../../helpers/diagnosis/judges/stream/judge-pace.ts'
import type { StreamFact } from '../../helpers/http/stream-events.ts'
import { STREAM } from './support/any-stream.ts'
import { ASKED, answer } from './support/facts.ts'
import { events, HEADERS, NAMES, stream } from './support/streams.ts'

test('a first event that does not come within its promised time is slow', () => {
  const late = stream({ events: events(NAMES, (index) => 1_500 + index * 400) })
  const about = { service: 'backend', subject: 'POST /ask', asked: ASKED }
  const judgedFirst = (firstWithinMs?: number) =>
    judgeFirstEvent(
      timedStream(late, STREAM),
      { title: STREAM.title, ...(firstWithinMs !== undefined && { firstWithinMs }) },
      about,
    )
  expect(judgedFirst(1_000)).toMatchObject({ code: 'service.slow', severity: 'warning' })
  expect(judgedFirst(2_000)).toBeUndefined()
  expect(judgedFirst()).toBeUndefined()
})

describe('the pace of events', () => {
  const at = (times: readonly number[], more: Partial<StreamFact> = {}) =>
    stream({ events: events(NAMES.slice(0, times.length), (index) => times[index] ?? 0), ...more })

  test.for<[string, readonly number[], string]>([
    ['with pauses', [100, 500, 900, 1300], 'one-by-one'],
    ['at once, late', [1300, 1301, 1302, 1303], 'burst'],
    ['at once but for the first', [100, 1300, 1301, 1302], 'burst'],
    ['at once, soon', [100, 101, 102, 103], 'unknown'],
    ['alone', [1300], 'unknown'],
    ['in two groups', [100, 101, 1300, 1301], 'one-by-one'],
  ])('%s', ([, times, kind]) => {
    expect(paceOfStream(at(times)).kind).toBe(kind)
  })

  test('is not known where this process was held up', () => {
    const exchange = { ...answer(200), asked: ASKED, timing: { totalMs: 2_000, heldUpMs: 900 } }
    expect(paceOfStream(at([1300, 1301], { exchange })).kind).toBe('unknown')
  })

  test('is a warning that says what held the events, as far as that shows', () => {
    const late = at([1300, 1301, 1302], { headMs: 1_290 })
    expect(judgePace(late, STREAM, 'identity')).toMatchObject({
      code: 'stream.held',
      severity: 'warning',
    })
    const zipped = at([1300, 1301, 1302], {
      head: { status: 200, headers: { ...HEADERS, 'content-encoding': 'gzip' } },
    })
    expect(judgePace(zipped, STREAM, 'compressed')?.code).toBe('stream.compressed-burst')
    // Held by something that does not compress.
    expect(judgePace(late, STREAM, 'compressed')?.code).toBe('stream.held')
  })
})

test('a stream that browsers cannot read, and other clients can, is broken as browsers ask for it', () => {
  const found = judgeCompressed(stream({ events: [], end: 'complete' }), STREAM)
  expect(found?.code).toBe('stream.unfinished')
  expect(found?.summary).toMatch(/as promised without compression, and not as browsers ask for it/)
  expect(JSON.stringify(found?.evidence)).toContain('has no Content-Encoding')
  expect(judgeCompressed(stream(), STREAM)).toBeUndefined()
})
