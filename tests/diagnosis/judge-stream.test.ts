import { describe, expect, test } from 'vitest'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import { judgeStream } from '../../helpers/diagnosis/judges/stream/judge-stream.ts'
import type { StreamFact } from '../../helpers/http/stream-events.ts'
import { STREAM } from './support/any-stream.ts'
import { answer, silence } from './support/facts.ts'
import { events, NAMES, stream } from './support/streams.ts'

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

  test('in whose place an error in JSON comes is quoted', () => {
    const exchange = answer(200, { error: 'quota exceeded for this key' })
    const head = { status: 200, headers: { 'content-type': 'application/json' } }
    expect(judged(stream({ exchange, head }))).toMatchObject({
      code: 'route.shape',
      said: '"quota exceeded for this key"',
    })
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
