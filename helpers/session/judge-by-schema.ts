import type { JsonSchema } from '../../contracts/schema/common.ts'
import type { EventsPromised } from '../../contracts/schema/stream.ts'
import {
  judgeJson,
  judgeSchema,
  type SchemaWords,
} from '../diagnosis/judges/journey/judge-schema.ts'
import { type EventFrame, heardIn } from '../diagnosis/judges/journey/promised-events.ts'
import type { Exchange } from '../http/exchange.ts'
import { fitsSchema } from '../promise/json-schema.ts'
import type { Judged } from './check-result.ts'

/** A promise about the JSON of an answer, with the words of its finding. */
interface SchemaPromise extends Pick<SchemaWords, 'service' | 'subject' | 'promise'> {
  /** Undefined where none is promised: then there is nothing to look at. */
  readonly schema: JsonSchema | undefined
}

/** Compares the JSON of answers with the schema that is promised; the first that differs is the finding. */
export async function judgeBySchema(
  exchanges: readonly Exchange[],
  { schema, ...about }: SchemaPromise,
): Judged {
  if (schema === undefined) return undefined
  const words = { ...about, code: 'route.shape' } as const
  for (const exchange of exchanges) {
    if (exchange.kind === 'no-answer') continue
    const finding =
      judgeJson(exchange, words) ??
      judgeSchema(await fitsSchema(exchange.json, schema), { ...words, asked: exchange.asked })
    if (finding !== undefined) return finding
  }
  return undefined
}

/** The time for all events of one conversation or stream, milliseconds. */
const LONGEST_MS = 2_000

/** Compares each event with the schema that is promised for events of its name; the first that differs is the finding. */
export async function judgeEventsBySchema(
  frames: readonly EventFrame[],
  promised: EventsPromised,
  words: Omit<SchemaWords, 'code' | 'subject'>,
): Judged {
  const end = performance.now() + LONGEST_MS
  for (const { name, frame } of heardIn(frames, promised)) {
    const schema = promised.events.find((event) => event.name === name)?.schema
    if (schema === undefined) continue
    const left = Math.max(1, Math.round(end - performance.now()))
    const finding = judgeSchema(await fitsSchema(frame.json, schema, left), {
      ...words,
      code: 'agent.event-shape',
      subject: name,
    })
    if (finding !== undefined) return finding
  }
  return undefined
}
