import type { Streamed } from '../../http/exchange.ts'
import type { AgentPlan } from './agent-steps.ts'

/** The names of the events of a streamed answer, in their order; `delta` comes once for each part of the answer. */
const NAMES = { begin: 'message_start', part: 'message_delta', end: 'message_end' } as const

/** Into how many parts an answer is cut. */
const PARTS = 3

/** An answer as server-sent events (WHATWG HTML §9.2), one after the other with a pause before each but the first. */
export function streamAnswer(question: string, { answer, streamPauseMs }: AgentPlan): Streamed {
  const text = answer(question)
  const length = Math.ceil(text.length / PARTS)
  const parts = Array.from({ length: PARTS }, (_, at) => text.slice(at * length, (at + 1) * length))
  const events = [
    event(NAMES.begin, { question: question.length }),
    ...parts.map((delta) => event(NAMES.part, { delta })),
    event(NAMES.end, { final_response: text }),
  ]
  return {
    pieces: events.map((bytes, at) => ({ bytes, afterMs: at === 0 ? 0 : streamPauseMs })),
    end: 'complete',
  }
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
