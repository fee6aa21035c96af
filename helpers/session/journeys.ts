import type { ConversationStep } from '../../contracts/schema/conversation.ts'
import type { Journey, RequestStep, Step } from '../../contracts/schema/journey.ts'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import { judgeEvents, type TalkFact } from '../diagnosis/judges/journey/judge-events.ts'
import { judgeStep } from '../diagnosis/judges/journey/judge-step.ts'
import { delayOf, judgeStepAgain } from '../diagnosis/judges/journey/judge-step-again.ts'
import { judgeStream } from '../diagnosis/judges/stream/judge-stream.ts'
import {
  judgeStreamAgain,
  type StreamsAgain,
} from '../diagnosis/judges/stream/judge-stream-again.ts'
import type { Exchange } from '../http/exchange.ts'
import { isSafe } from '../http/request.ts'
import type { StreamFact } from '../http/stream-events.ts'
import { placeholdersOf } from '../promise/template.ts'
import type { Extra } from './ask.ts'
import { type Judged, needNoFailure } from './check-result.ts'
import { followStream } from './follow-stream.ts'
import { judgeBySchema } from './judge-by-schema.ts'
import { isAwaited, noteBegun, onceForStep } from './progress.ts'
import { createRemovals } from './removals.ts'
import { isEarly, needService } from './services.ts'
import type { Session } from './session.ts'
import { judgeMore, lookAtStep, lookAtStream } from './step-again.ts'
import { callerOf, hasCreated, kept, type StepSent, sendStep } from './steps.ts'
import { talk } from './talk.ts'

/** The finding of a request step; the request is sent once, after the steps that it builds on went well. */
async function judgeRequest(session: Session, journey: Journey, step: RequestStep): Judged {
  const { exchange, ...sent } = await request(session, journey, step)
  const { title: promise, schema } = step
  const { service, method, path } = step.request
  const finding = judgeStep(exchange, step, sent.values)
  if (finding === undefined)
    return judgeBySchema([exchange], { service, subject: `${method} ${path}`, promise, schema })
  const asked = lookAtStep(session, `${journey.name} ${step.id}`, step, sent, (again) =>
    delayOf(finding, again, step, sent.values),
  )
  // What the journey created is removed only after this.
  noteBegun(session, journey, asked)
  return judgeStepAgain(finding, step, await asked, sent.values)
}

/** The finding of a request step that is sent once more, or oftener, where its service may have another instance. */
export function judgeEachTime(session: Session, journey: Journey, step: RequestStep): Judged {
  const id = `${journey.name} ${step.id}`
  const judged = judgeRequest(session, journey, step).then(
    async (found) => found ?? judgeMore(session, id, step, await request(session, journey, step)),
  )
  // What the journey created is removed only after this.
  noteBegun(session, journey, judged)
  return judged
}

function request(
  session: Session,
  journey: Journey,
  step: RequestStep,
): Promise<StepSent & { readonly exchange: Exchange }> {
  return onceForStep(session, journey, step, async () => {
    const place = isAwaited(session, journey, step) ? 'awaited' : 'last'
    const early =
      needsNothing(step) && isEarly(session, step.request.service)
        ? sendStep(session, step, { values: {} }, place)
        : undefined
    // Where the need is not met, no other than the check would see what it rejects with.
    early?.catch(() => {})
    const { before, ...sent } = await termsOf(session, journey, step)
    const exchange = await (early ?? sendStep(session, step, sent, place))
    if (step.undo.length > 0 && exchange.kind === 'answer' && hasCreated(step, exchange))
      session.shared(createRemovals).add({
        step,
        created: exchange.asked,
        values: { ...before, ...kept(step, exchange) },
        token: sent.token,
      })
    return { exchange, ...sent }
  })
}

/** Whether a step only reads, follows no other and is filled with no value, such as a key: it may leave before its service has answered. */
function needsNothing({ as, after, request }: RequestStep): boolean {
  const isFilled = placeholdersOf(JSON.stringify(request)).length > 0
  return as === 'nobody' && after.length === 0 && isSafe(request.method) && !isFilled
}

/** What a step is sent with, after the steps that it builds on went well; `before`: what these kept. */
async function termsOf(
  session: Session,
  journey: Journey,
  step: RequestStep | StreamStep,
): Promise<StepSent & { readonly before: Extra }> {
  const before = await needSteps(session, journey, step.after)
  await needService(session, step.request.service)
  const { token, values } = await callerOf(step, session)
  return { before, token, values: { ...values, ...before } }
}

/** A need: these steps went well. Gives the values that they and the steps before them kept. */
async function needSteps(
  session: Session,
  journey: Journey,
  ids: readonly string[],
): Promise<Extra> {
  const all = await Promise.all(
    ids.map(async (id) => {
      const step = find(journey, id)
      if (step.kind === 'conversation') await needTalk(session, journey, step)
      else if (step.kind === 'stream') await needStream(session, journey, step)
      else needNoFailure(await judgeRequest(session, journey, step))
      const before = await needSteps(session, journey, step.after)
      return step.kind !== 'request'
        ? before
        : { ...before, ...kept(step, (await request(session, journey, step)).exchange) }
    }),
  )
  return Object.assign({}, ...all) as Extra
}

function find(journey: Journey, id: string): Step {
  const step = journey.steps.find((candidate) => candidate.id === id)
  if (step === undefined) throw new Error(`journey ${journey.name} has no step ${id}`)
  return step
}

/** A conversation, held once, after the steps it builds on went well. */
export function hold(
  session: Session,
  journey: Journey,
  step: ConversationStep,
): Promise<TalkFact> {
  return onceForStep(session, journey, step, () =>
    talk(session, step, () => needSteps(session, journey, step.after)),
  )
}

/** A need: the conversation went well. */
export async function needTalk(
  session: Session,
  journey: Journey,
  step: ConversationStep,
): Promise<TalkFact> {
  const held = await hold(session, journey, step)
  needNoFailure(...judgeEvents(held, step, serviceBehind(session, step)))
  return held
}

/** The service behind the socket of a conversation. */
export function serviceBehind({ contract }: Session, { socket }: ConversationStep): string {
  return contract.sockets.find(({ name }) => name === socket)?.service ?? socket
}

/** A stream that went wrong after this, in milliseconds, is not asked for again. */
const LONG_STREAM_MS = 3_000

/** A stream, read once after the steps it builds on went well; where it was cut, once more, and where it went wrong, looked at again. */
export function stream(
  session: Session,
  journey: Journey,
  step: StreamStep,
): Promise<StreamsAgain> {
  return onceForStep(session, journey, step, async () => {
    const sent = await termsOf(session, journey, step)
    const first = await followStream(session, step, sent)
    if (first.end === 'cut' && first.head !== undefined)
      return { first, again: await followStream(session, step, sent) }
    const isWell = judgeStream({ first }, step) === undefined
    if (isWell || first.exchange.timing.totalMs > LONG_STREAM_MS) return { first }
    return { first, ...(await lookAtStream(session, `${journey.name} ${step.id}`, step, sent)) }
  })
}

/** A need: the stream went well. */
export async function needStream(
  session: Session,
  journey: Journey,
  step: StreamStep,
): Promise<StreamFact> {
  const fact = await stream(session, journey, step)
  needNoFailure(judgeStreamAgain(fact, step))
  return fact.first
}

/** The same stream, compressed as browsers ask for it. A need: it went well without. */
export async function compressed(
  session: Session,
  journey: Journey,
  step: StreamStep,
): Promise<StreamFact> {
  await needStream(session, journey, step)
  return session.once(`compressed ${journey.name} ${step.id}`, async () =>
    followStream(session, step, await termsOf(session, journey, step), 'compressed'),
  )
}
