import { describe, expect, test } from 'vitest'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import { judgeFirstEvent } from '../../helpers/diagnosis/judges/journey/judge-timing.ts'
import {
  judgePace,
  paceOfStream,
  timedStream,
} from '../../helpers/diagnosis/judges/stream/judge-pace.ts'
import { judgeStream } from '../../helpers/diagnosis/judges/stream/judge-stream.ts'
import type { StreamEvent, StreamFact } from '../../helpers/http/stream/stream-fact.ts'
import { STREAM } from './support/any-stream.ts'
import { ASKED, answer, silence } from './support/facts.ts'

const NAMES = ['start', 'part', 'part', 'end']
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8' }

function events(names: readonly string[], atMs: (at: number) => number): readonly StreamEvent[] {
  return names.map((name, at) => ({
    name,
    text: '{"delta":"x"}',
    json: { delta: 'x' },
    atMs: atMs(at),
  }))
}

/** A stream of one event every 400 ms that ends as promised, but for what is different. */
function stream(about: Partial<StreamFact> & { totalMs?: number } = {}): StreamFact {
  const { totalMs, ...differs } = about
  const came = about.events ?? events(NAMES, (at) => 100 + at * 400)
  const lastMs = about.lastMs ?? came.at(-1)?.atMs ?? 100
  return {
    exchange: { ...answer(200, '', HEADERS), timing: { totalMs: totalMs ?? lastMs } },
    head: { status: 200, headers: HEADERS },
    comments: 0,
    headMs: 90,
    longestSilenceMs: 400,
    end: 'enough',
    ...differs,
    events: came,
    lastMs,
  }
}

/** One that the server, or something on the way, cut. */
function cut(lastMs: number, totalMs: number, longestSilenceMs = 400): StreamFact {
  return stream({
    events: events(NAMES.slice(0, 2), (at) => 100 + at * (lastMs - 100)),
    lastMs,
    longestSilenceMs,
    end: 'cut',
    exchange: { ...silence('http.reset'), timing: { totalMs } },
  })
}

const judged = (first: StreamFact, differs: Partial<StreamStep> = {}, again?: StreamFact) =>
  judgeStream({ first, ...(again && { again }) }, { ...STREAM, ...differs })

describe('a stream', () => {
  test('that came as promised is no finding', () => {
    expect(judged(stream())).toBeUndefined()
  })

  test('that ends properly without its last event is unfinished', () => {
    const fact = stream({ events: events(NAMES.slice(0, 3), (at) => at * 400), end: 'complete' })
    expect(judged(fact)).toMatchObject({
      code: 'stream.unfinished',
      subject: 'end',
      got: 'a proper end after 800 ms, without end',
    })
  })

  test('that is promised to go on and ends is cut', () => {
    expect(judged(stream({ end: 'complete' }), { ends: 'never' })).toMatchObject({
      code: 'stream.cut',
    })
  })

  test.for<[string, Parameters<typeof stream>[0], string]>([
    ['at the deadline', { end: 'late' }, 'no end in'],
    ['after the longest promised silence', { end: 'silence', totalMs: 9_000 }, 'nothing came for'],
  ])('that stops %s lacks an event, or any answer', ([, about, got]) => {
    const some = stream({ events: events(NAMES.slice(0, 2), (at) => at * 400), ...about })
    expect(judged(some)).toMatchObject({ code: 'agent.event-missing', subject: 'end' })
    expect(judged(some)?.got).toContain(got)
    expect(judged(stream({ events: [], ...about }))).toMatchObject({ code: 'agent.no-answer' })
  })

  test.for<[string, Partial<StreamFact>, string]>([
    [
      'an error in JSON with 200',
      { head: { status: 200, headers: { 'content-type': 'application/json' } } },
      'route.shape',
    ],
    ['no type', { head: { status: 200, headers: {} } }, 'route.shape'],
    ['too much', { end: 'refused', problem: 'has more than 10000 events' }, 'route.shape'],
    [
      'another order',
      { events: events(['part', 'start', 'end'], (at) => at) },
      'agent.event-order',
    ],
    [
      'its beginning twice',
      { events: events(['start', 'start', 'part', 'end'], (at) => at) },
      'agent.event-order',
    ],
    [
      'an event that says it failed',
      { events: events(['start', 'error'], (at) => at) },
      'agent.failed',
    ],
  ])('that is %s is named', ([, about, code]) => {
    expect(judged(stream(about))?.code).toBe(code)
  })

  test('that another status takes the place of is judged by that status', () => {
    const missing = { exchange: answer(404), head: { status: 404, headers: {} }, events: [] }
    expect(judged(stream(missing))?.code).toBe('route.missing')
  })

  test('without a head is no answer', () => {
    const { head: _, ...none } = stream({ exchange: silence('http.timeout'), events: [] })
    expect(judged(none)).toMatchObject({ code: 'http.timeout' })
  })

  test('may be named by its data', () => {
    const done = { text: '[DONE]', json: undefined, atMs: 5 }
    const step = { nameAt: [], events: [{ name: '[DONE]', occurs: 'once', has: [] }] } as const
    expect(judged(stream({ events: [done] }), step)).toBeUndefined()
  })
})

describe('a stream that is cut', () => {
  test('once is a cut, and no more is said', () => {
    const finding = judged(cut(900, 5_900))
    expect(finding).toMatchObject({ code: 'stream.cut' })
    expect(finding).not.toHaveProperty('summary')
  })

  test('twice after the same silence met an idle limit', () => {
    expect(judged(cut(900, 5_900), {}, cut(1_700, 6_900))?.summary).toBe(
      'backend: the stream is cut after 5000 ms of silence, in two of two tries: an idle limit',
    )
  })

  test('twice at the same age while events come met a total limit', () => {
    expect(judged(cut(14_900, 15_000), {}, cut(14_700, 15_200))?.summary).toContain(
      'a limit for the whole answer',
    )
  })

  test.for<[string, StreamFact]>([
    ['at another age', cut(6_000, 6_010)],
    ['after another silence', cut(900, 9_900)],
    ['after a silence that an earlier one outlasted', cut(900, 5_900, 8_000)],
  ])('the second time %s shows no limit', ([, again]) => {
    const finding = judged(cut(900, 5_900), {}, again)
    expect(finding).toMatchObject({ code: 'stream.cut' })
    expect(finding).not.toHaveProperty('summary')
  })

  test('only once in two tries says so', () => {
    const finding = judged(cut(900, 5_900), {}, stream())
    expect(JSON.stringify(finding?.evidence)).toContain('asked again, it was not cut')
    expect(finding).not.toHaveProperty('summary')
  })
})

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
