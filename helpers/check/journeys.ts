import type { Journey, RequestStep, Step } from '../../contracts/type/journey.ts'
import type { Finding } from '../diagnosis/finding.ts'
import { judgeStep } from '../diagnosis/judge-step.ts'
import type { Exchange } from '../http/exchange.ts'
import { lookUp } from '../http/look-up.ts'
import { Blocked, NotHere } from './outcome.ts'
import type { Services } from './services.ts'
import type { Tokens } from './tokens.ts'
import type { Extra, World } from './world.ts'

/** Something a step created, and the request that removes it. */
export interface Created {
  readonly step: RequestStep
  readonly values: Extra
  readonly token: string | undefined
  readonly removed: { done: boolean; exchange?: Exchange }
}

export interface Journeys {
  /** What a request step brought; asked once, after the steps it builds on went well. */
  fact(journey: Journey, step: RequestStep): Promise<Exchange>
  judge(journey: Journey, step: RequestStep): Promise<Finding | undefined>
  /** A need: these steps went well; gives what they kept. */
  needSteps(journey: Journey, ids: readonly string[]): Promise<Extra>
  /** Removes what was created, newest first; each once, also when the run is being stopped. */
  removeAll(): Promise<readonly Created[]>
  /** Resolves when every step that was begun has ended, well or not. */
  settled(journey: Journey): Promise<void>
  /** Lets `settled` wait for work that is no request step. */
  track<T>(journey: Journey, work: Promise<T>): Promise<T>
}

export function createJourneys(world: World, services: Services, tokens: Tokens | undefined): Journeys {
  const created: Created[] = []
  const begun = new Map<string, Promise<unknown>[]>()

  const track: Journeys['track'] = (journey, work) => {
    const list = begun.get(journey.name) ?? []
    list.push(work)
    begun.set(journey.name, list)
    return work
  }

  const tokenOf = async (step: RequestStep) =>
    step.as === 'nobody' || tokens === undefined ? undefined : (await tokens.need(step.as)).token

  const fact: Journeys['fact'] = (journey, step) =>
    world.once(`step ${journey.name} ${step.id}`, () =>
      track(journey, (async () => {
        if (step.effect === 'writes' && world.policy.writes === 'refused') throw new NotHere('it writes, and writing in production needs --allow-writes')
        const values = await needSteps(journey, step.after)
        await services.need(step.request.service)
        const token = await tokenOf(step)
        const exchange = await world.ask(step.request, { values: { ...user(step), ...values }, ...(token !== undefined && { token }) })
        if (step.undo !== undefined && exchange.kind === 'answer' && step.statuses.includes(exchange.status))
          created.push({ step, values: { ...values, ...kept(step, exchange) }, token, removed: { done: false } })
        return exchange
      })()),
    )

  const user = (step: RequestStep): Extra => (step.as === 'nobody' || tokens === undefined ? {} : tokens.user(step.as))

  const judge: Journeys['judge'] = async (journey, step) => judgeStep(await fact(journey, step), step, await needSteps(journey, step.after))

  const needSteps: Journeys['needSteps'] = async (journey, ids) => {
    const all = await Promise.all(ids.map(async (id) => {
      const step = find(journey, id)
      if (step.kind !== 'request') return {}
      const finding = await judge(journey, step)
      if (finding?.severity === 'failure') throw new Blocked([finding])
      const before = await needSteps(journey, step.after)
      return { ...before, ...kept(step, await fact(journey, step)) }
    }))
    return Object.assign({}, ...all) as Extra
  }

  return {
    fact, judge, needSteps, track,
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
  removed.exchange = await world.ask(step.undo, { values, when: 'last-rites', ...(token !== undefined && { token }) })
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
