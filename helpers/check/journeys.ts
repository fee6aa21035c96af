import type { ConversationStep, Journey, RequestStep, Step } from '../../contracts/type/journey.ts'
import type { Finding } from '../diagnosis/finding.ts'
import { judgeEvents, type TalkFact } from '../diagnosis/judge-events.ts'
import { judgeStep } from '../diagnosis/judge-step.ts'
import type { Exchange } from '../http/exchange.ts'
import { lookUp } from '../http/look-up.ts'
import type { Access } from './access.ts'
import { Blocked, NotHere } from './outcome.ts'
import { currentScope } from './scope.ts'
import type { Services } from './services.ts'
import { talk } from './talk.ts'
import type { Extra, World } from './world.ts'

/** Something a step created, and the request that removes it. */
export interface Created {
  readonly step: RequestStep
  readonly values: Extra
  readonly token: string | undefined
  readonly removed: { done: boolean; exchange?: Exchange }
}

export interface Journeys {
  /** What a request step came to; asked once, after the steps it builds on went well. */
  judge(journey: Journey, step: RequestStep): Promise<Finding | undefined>
  /** A conversation, held once, after the steps it builds on went well. */
  talk(journey: Journey, step: ConversationStep): Promise<TalkFact>
  /** A need: the conversation went well. */
  needTalk(journey: Journey, step: ConversationStep): Promise<TalkFact>
  serviceOf(step: Step): string
  /** Removes what was created, newest first; each once, also when the run is being stopped. */
  removeAll(): Promise<readonly Created[]>
  /** Resolves when every step that was begun has ended, well or not. */
  settled(journey: Journey): Promise<void>
}

export function createJourneys(
  world: World,
  services: Services,
  access: Access | undefined,
): Journeys {
  const created: Created[] = []
  const begun = new Map<string, Promise<unknown>[]>()

  /** Does a step's work once, and lets `settled` wait for it. */
  const once = <T>(journey: Journey, step: Step, work: () => Promise<T>) =>
    world.once(`step ${journey.name} ${step.id}`, () => {
      if (step.effect === 'writes' && world.policy.writes === 'refused')
        throw new NotHere('it writes, and writing in production needs --allow-writes')
      const started = work()
      begun.set(journey.name, [...(begun.get(journey.name) ?? []), started])
      return started
    })

  const fact = (journey: Journey, step: RequestStep) =>
    once(journey, step, async () => {
      const before = await needSteps(journey, step.after)
      await services.need(step.request.service)
      const caller = await callerOf(step)
      const values = { ...caller.values, ...before }
      const exchange = await world.ask(step.request, {
        values,
        // What is being created must be known to be removed, also when the run is stopped meanwhile.
        ...(step.undo !== undefined && !world.stop.aborted && { when: 'last-rites' as const }),
        ...(caller.token !== undefined && { token: caller.token }),
      })
      if (
        step.undo !== undefined &&
        exchange.kind === 'answer' &&
        step.statuses.includes(exchange.status)
      )
        created.push({
          step,
          values: { ...before, ...kept(step, exchange) },
          token: caller.token,
          removed: { done: false },
        })
      return { exchange, values }
    })

  const callerOf = async (step: RequestStep): Promise<{ values: Extra; token?: string }> => {
    if (step.as === 'nobody' || access === undefined) return { values: {} }
    // Where the good token is refused, a step that sends it has nothing to tell.
    const service = world.service(step.request.service)
    if (service.protectedRoutes.length > 0) await access.trust.needAccepted(service)
    const { token, subject } = await access.tokens.need(step.as)
    return {
      token,
      values: { ...access.tokens.user(step.as), ...(subject !== undefined && { subject }) },
    }
  }

  const judge: Journeys['judge'] = async (journey, step) => {
    const { exchange, values } = await fact(journey, step)
    return judgeStep(exchange, step, values)
  }

  const hold: Journeys['talk'] = (journey, step) =>
    once(journey, step, async () => {
      if (access === undefined)
        throw new NotHere('a conversation needs a token, and this platform has none')
      return talk(world, access.sockets, step, await needSteps(journey, step.after))
    })

  const serviceOf: Journeys['serviceOf'] = (step) =>
    step.kind === 'request'
      ? step.request.service
      : (world.contract.sockets.find(({ name }) => name === step.socket)?.service ?? step.socket)

  const needTalk: Journeys['needTalk'] = async (journey, step) => {
    const held = await hold(journey, step)
    const failures = judgeEvents(held, step, serviceOf(step)).filter(
      ({ severity }) => severity === 'failure',
    )
    if (failures.length > 0) throw new Blocked(failures)
    return held
  }

  /** A need: these steps went well; gives what they and those before them kept. */
  const needSteps = async (journey: Journey, ids: readonly string[]): Promise<Extra> => {
    const all = await Promise.all(
      ids.map(async (id) => {
        const step = find(journey, id)
        if (step.kind === 'conversation') await needTalk(journey, step)
        else {
          const finding = await judge(journey, step)
          if (finding?.severity === 'failure') throw new Blocked([finding])
        }
        const before = await needSteps(journey, step.after)
        return step.kind === 'conversation'
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
    settled: async (journey) => {
      for (let seen = -1; seen !== (begun.get(journey.name)?.length ?? 0); ) {
        seen = begun.get(journey.name)?.length ?? 0
        await Promise.allSettled(begun.get(journey.name) ?? [])
      }
    },
    removeAll: async () => {
      for (const one of created.toReversed()) await remove(world, one)
      return created
    },
  }
}

async function remove(world: World, { step, values, token, removed }: Created): Promise<void> {
  if (step.undo === undefined || removed.done) return
  removed.done = true
  const unnamed = Object.keys(step.keeps).filter((name) => values[name] === undefined)
  if (unnamed.length > 0) {
    const note = `left behind: "${step.title}" did not say which ${unnamed.join(', ')} it made, so it cannot be removed`
    currentScope()?.notes.push(note)
    return
  }
  removed.exchange = await world.ask(step.undo, {
    values,
    when: 'last-rites',
    ...(token !== undefined && { token }),
  })
}

function kept(step: RequestStep, exchange: Exchange): Extra {
  if (exchange.kind !== 'answer') return {}
  return Object.fromEntries(
    Object.entries(step.keeps).flatMap(([name, where]) => {
      const value = lookUp(exchange, where)
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )
}

function find(journey: Journey, id: string): Step {
  const step = journey.steps.find((candidate) => candidate.id === id)
  if (step === undefined) throw new Error(`journey ${journey.name} has no step ${id}`)
  return step
}
