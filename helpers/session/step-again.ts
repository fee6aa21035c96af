import type { RequestStep } from '../../contracts/schema/journey.ts'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import type { Secret } from '../../env/secret.ts'
import { TIMES_AGAIN } from '../diagnosis/experiments/good-token.ts'
import {
  type Delay,
  judgeMixedStep,
  type StepLook,
} from '../diagnosis/judges/journey/judge-step-again.ts'
import type { StreamsAgain } from '../diagnosis/judges/stream/judge-stream-again.ts'
import { pause } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import { isSafe } from '../http/request.ts'
import type { StreamFact } from '../http/stream-events.ts'
import { againAlone } from './again-alone.ts'
import { noSuchPath } from './catch-all-look.ts'
import type { Judged } from './check-result.ts'
import { followStream } from './follow-stream.ts'
import { mayAskMore, onlyReads, timesMore } from './more-answers.ts'
import type { Session } from './session.ts'
import { readsOfStep, type StepSent } from './steps.ts'

/** Steps that are looked at again where they went wrong; of more, the first few show whether an instance is broken. */
const STEPS_LOOKED_AT = 3

/** Times that show that no instance is broken: of two instances, eight connections miss one in 1 of 256 runs. */
const MANY = 8

/** No stream is asked for again after this, milliseconds: an agent may take half a minute for each. */
const STREAMS_AGAIN_MS = 3_000

/** Milliseconds until what was stored is looked for again: Elasticsearch 8 shows it after one second (`refresh_interval`). */
const LATER_MS = 2_000

/** How many steps of a run were looked at again. */
function countLooks(): { done: number } {
  return { done: 0 }
}

/** Once for each `id`, and for the first steps of a run only. */
function limited<Look extends object>(
  session: Session,
  id: string,
  look: () => Promise<Look>,
): Promise<Partial<Look>> {
  return session.once(`again ${id}`, async () => {
    const looks = session.shared(countLooks)
    if (looks.done === STEPS_LOOKED_AT) return {}
    looks.done += 1
    return look()
  })
}

/**
 * What the same request brings alone, each time on a connection of its own, later and more often where what was stored
 * may appear late. In place of a step that writes, a protected route of its service is asked. Once for each `id`.
 */
export function lookAtStep(
  session: Session,
  id: string,
  step: RequestStep,
  sent: StepSent,
  delayOf: (again: readonly Exchange[]) => Delay,
): Promise<StepLook> {
  return limited(session, id, async () => {
    if (!onlyReads(step)) return lookInPlace(session, step, sent.token)
    const again = await sendAgain(session, step, sent, delayOf)
    if (!again.every(isNotFound)) return { again }
    // A path that cannot exist distinguishes a route that is missing from data that is.
    const { service, path } = step.request
    const nowhere = { service, method: 'GET', path: noSuchPath(session, path) } as const
    return { again, nowhere: await session.ask(nowhere, { again: 'never', token: sent.token }) }
  })
}

function isNotFound(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.status === 404
}

/** Whether a step that went well, and only reads, goes well each time: the finding of an instance that answers it badly. */
export async function judgeMore(
  session: Session,
  id: string,
  step: RequestStep,
  { exchange, ...sent }: StepSent & { readonly exchange: Exchange },
): Judged {
  if (!mayAskMore(step)) return undefined
  const more = await sendTimes(session, step, sent, timesMore(session, step.request, step.as))
  if (judgeMixedStep([exchange, ...more], step, sent.values) === undefined) return undefined
  const { again = [] } = await limited(session, id, async () => ({
    again: await sendTimes(session, step, sent, TIMES_AGAIN),
  }))
  return judgeMixedStep([exchange, ...more, ...again], step, sent.values)
}

/** The same of a stream that went wrong: streams that take long are not asked for again. */
export function lookAtStream(
  session: Session,
  id: string,
  step: StreamStep,
  sent: StepSent,
): Promise<Pick<StreamsAgain, 'alone' | 'inPlace'>> {
  return limited(session, id, async () =>
    isSafe(step.request.method) || step.effect === 'reads'
      ? { alone: await streamAgain(session, step, sent) }
      : lookInPlace(session, step, sent.token),
  )
}

/** The same request so many times, one at a time, each on a connection of its own. */
async function sendTimes(
  session: Session,
  step: RequestStep,
  { values, token }: StepSent,
  times: number,
): Promise<readonly Exchange[]> {
  const answers: Exchange[] = []
  for (let time = 0; time < times; time += 1)
    answers.push(
      await session.ask(step.request, {
        values,
        again: 'never',
        connection: 'fresh',
        token,
        ...readsOfStep(step),
      }),
    )
  return answers
}

/** The same request again, as often as its delay asks for. */
async function sendAgain(
  session: Session,
  step: RequestStep,
  sent: StepSent,
  delayOf: (again: readonly Exchange[]) => Delay,
): Promise<readonly Exchange[]> {
  const again: Exchange[] = []
  const send = async (times: number) => {
    again.push(...(await sendTimes(session, step, sent, times)))
  }
  await send(TIMES_AGAIN)
  if (delayOf(again) === 'may-come') {
    await pause(LATER_MS, session.stop)
    await send(1)
  }
  if (delayOf(again) === 'may-be-over') await send(MANY)
  return again
}

/** A route in place of a step that is not sent again. */
async function lookInPlace(
  session: Session,
  { request }: Pick<RequestStep, 'request'>,
  token: Secret | undefined,
): Promise<Pick<StepLook, 'inPlace'>> {
  const [route] = session.service(request.service).protectedRoutes
  return route !== undefined && token !== undefined && isSafe(route.request.method)
    ? { inPlace: { route, answers: await againAlone(session, route, token, MANY) } }
    : {}
}

async function streamAgain(
  session: Session,
  step: StreamStep,
  sent: StepSent,
): Promise<readonly StreamFact[]> {
  const alone: StreamFact[] = []
  const beganAt = performance.now()
  while (alone.length < TIMES_AGAIN && performance.now() - beganAt < STREAMS_AGAIN_MS)
    alone.push(await followStream(session, step, sent))
  return alone
}
