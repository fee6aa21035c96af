import type { ConversationStep } from '../../contracts/schema/conversation.ts'
import type { Journey, RequestStep, Step } from '../../contracts/schema/journey.ts'
import { judgeEvents, type TalkFact } from '../diagnosis/judges/journey/judge-events.ts'
import type { RemovalFact } from '../diagnosis/judges/journey/judge-removed.ts'
import { judgeStep } from '../diagnosis/judges/journey/judge-step.ts'
import { delayOf, judgeStepAgain } from '../diagnosis/judges/journey/judge-step-again.ts'
import { isSafe } from '../http/request.ts'
import { placeholdersOf } from '../promise/template.ts'
import type { Finding } from '../record/finding.ts'
import type { Extra } from './ask.ts'
import { NotApplicable, needNoFailure } from './check-result.ts'
import { createStreams, type Streams } from './follow-stream.ts'
import { judgeBySchema } from './judge-by-schema.ts'
import { waitingFor } from './scope.ts'
import { isEarly, needService } from './services.ts'
import type { Session } from './session.ts'
import { createStepsAgain } from './step-again.ts'
import { callerOf, createRemovals, hasCreated, kept, sendStep } from './steps.ts'
import { talk } from './talk.ts'

export interface Journeys extends Streams {
  /** The finding of a request step; the request is sent once, after the steps that it builds on went well. */
  judge(journey: Journey, step: RequestStep): Promise<Finding | undefined>
  /** A conversation, held once, after the steps it builds on went well. */
  talk(journey: Journey, step: ConversationStep): Promise<TalkFact>
  /** A need: the conversation went well. */
  needTalk(journey: Journey, step: ConversationStep): Promise<TalkFact>
  serviceOf(step: Step): string
  /** Removes what was created, newest first; each once, also when the run is being stopped. */
  removeAll(): Promise<readonly RemovalFact[]>
  /** Resolves when every step that was started has ended, well or not. */
  settled(journey: Journey): Promise<void>
}

export function createJourneys(session: Session): Journeys {
  const removals = createRemovals(session)
  const stepsAgain = createStepsAgain(session)
  const { once, begun, isAwaited, settled } = createProgress(session)

  const fact = (journey: Journey, step: RequestStep) =>
    once(journey, step, async () => {
      const place = isAwaited(journey, step) ? 'awaited' : 'last'
      const early =
        needsNothing(step) && isEarly(session, step.request.service)
          ? sendStep(session, step, { values: {} }, place)
          : undefined
      // Where the need is not met, no other than the check would see what it rejects with.
      early?.catch(() => {})
      const before = await needSteps(journey, step.after)
      await needService(session, step.request.service)
      const caller = await callerOf(step, session)
      const values = { ...caller.values, ...before }
      const exchange = await (early ??
        sendStep(session, step, { values, token: caller.token }, place))
      if (step.undo.length > 0 && exchange.kind === 'answer' && hasCreated(step, exchange))
        removals.add({
          step,
          created: exchange.asked,
          values: { ...before, ...kept(step, exchange) },
          token: caller.token,
        })
      return { exchange, ...caller, values }
    })

  const judge: Journeys['judge'] = async (journey, step) => {
    const { exchange, values, token } = await fact(journey, step)
    const { request, title: promise, schema } = step
    const words = { service: request.service, subject: `${request.method} ${request.path}` }
    const finding = judgeStep(exchange, step, values)
    if (finding === undefined) return judgeBySchema([exchange], { ...words, promise, schema })
    const asked = stepsAgain.look(`${journey.name} ${step.id}`, step, { values, token }, (again) =>
      delayOf(finding, again, step, values),
    )
    // What the journey created is removed only after this.
    begun(journey, asked)
    return judgeStepAgain(finding, step, await asked, values)
  }

  const hold: Journeys['talk'] = (journey, step) =>
    once(journey, step, () => talk(session, step, () => needSteps(journey, step.after)))

  const { stream, needStream, compressed } = createStreams(session, {
    once,
    terms: async (journey, step) => {
      const before = await needSteps(journey, step.after)
      await needService(session, step.request.service)
      const { token, values } = await callerOf(step, session)
      return { values: { ...values, ...before }, ...(token !== undefined && { token }) }
    },
    again: (journey, step, terms) =>
      stepsAgain.lookAtStream(`${journey.name} ${step.id}`, step, terms),
  })

  const serviceOf: Journeys['serviceOf'] = (step) =>
    step.kind !== 'conversation'
      ? step.request.service
      : (session.contract.sockets.find(({ name }) => name === step.socket)?.service ?? step.socket)

  const needTalk: Journeys['needTalk'] = async (journey, step) => {
    const held = await hold(journey, step)
    needNoFailure(...judgeEvents(held, step, serviceOf(step)))
    return held
  }

  /** A need: these steps went well. Gives the values that they and the steps before them kept. */
  const needSteps = async (journey: Journey, ids: readonly string[]): Promise<Extra> => {
    const all = await Promise.all(
      ids.map(async (id) => {
        const step = find(journey, id)
        if (step.kind === 'conversation') await needTalk(journey, step)
        else if (step.kind === 'stream') await needStream(journey, step)
        else {
          needNoFailure(await judge(journey, step))
        }
        const before = await needSteps(journey, step.after)
        return step.kind !== 'request'
          ? before
          : { ...before, ...kept(step, (await fact(journey, step)).exchange) }
      }),
    )
    return Object.assign({}, ...all) as Extra
  }

  return {
    judge,
    needTalk,
    serviceOf,
    talk: hold,
    stream,
    needStream,
    compressed,
    settled,
    removeAll: removals.removeAll,
  }
}

/** Whether a step only reads, follows no other and is filled with no value, such as a key: it may leave before its service has answered. */
function needsNothing({ as, after, request }: RequestStep): boolean {
  const isFilled = placeholdersOf(JSON.stringify(request)).length > 0
  return as === 'nobody' && after.length === 0 && isSafe(request.method) && !isFilled
}

/** How far the journeys of a run have come. */
function createProgress(session: Session) {
  /** Of each journey: what has begun, and the ids of the steps that others come after. */
  const states = new Map(
    session.contract.journeys.map(({ name, steps }) => [
      name,
      { begun: [] as Promise<unknown>[], awaited: new Set(steps.flatMap(({ after }) => after)) },
    ]),
  )
  /** Lets `settled` wait for work of the journey. */
  const begun = ({ name }: Journey, work: Promise<unknown>) => states.get(name)?.begun.push(work)

  return {
    begun,
    /** Whether another step comes after this one. */
    isAwaited: ({ name }: Journey, { id }: Step) => states.get(name)?.awaited.has(id) === true,
    /** Runs the work of a step once, and lets `settled` wait for it. */
    once: <T>(journey: Journey, step: Step, work: () => Promise<T>) =>
      session.once(`step ${journey.name} ${step.id}`, () => {
        if (step.effect === 'writes' && session.policy.writes === 'refused')
          throw new NotApplicable('it writes, and writing in production needs --allow-writes')
        const started = work()
        begun(journey, started)
        return started
      }),
    settled: async ({ name }: Journey) => {
      const { begun: works = [] } = states.get(name) ?? {}
      for (let seen = -1; seen !== works.length; ) {
        seen = works.length
        await waitingFor('needs', Promise.allSettled(works))
      }
    },
  }
}

function find(journey: Journey, id: string): Step {
  const step = journey.steps.find((candidate) => candidate.id === id)
  if (step === undefined) throw new Error(`journey ${journey.name} has no step ${id}`)
  return step
}
