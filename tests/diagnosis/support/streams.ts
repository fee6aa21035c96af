import type { StreamEvent, StreamFact } from '../../../helpers/http/stream-events.ts'
import { answer } from './facts.ts'

export const NAMES = ['start', 'part', 'part', 'end']
export const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8' }

export function events(
  names: readonly string[],
  atMs: (at: number) => number,
): readonly StreamEvent[] {
  return names.map((name, at) => ({
    name,
    text: '{"delta":"x"}',
    json: { delta: 'x' },
    atMs: atMs(at),
  }))
}

/** A stream of one event every 400 ms that ends as promised, but for what is different. */
export function stream(about: Partial<StreamFact> & { totalMs?: number } = {}): StreamFact {
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
