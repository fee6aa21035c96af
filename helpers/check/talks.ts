import type { ConversationStep, Journey } from '../../contracts/type/journey.ts'
import type { SocketPromise } from '../../contracts/type/socket.ts'
import { eventName } from '../diagnosis/event-name.ts'
import { type TalkFact, judgeEvents } from '../diagnosis/judge-events.ts'
import { fillJsonTemplate } from '../http/fill/fill-json-template.ts'
import type { Journeys } from './journeys.ts'
import { Blocked, CouldNotJudge, NotHere } from './outcome.ts'
import type { OpenSocket, Sockets } from './sockets.ts'
import type { World } from './world.ts'

/** Conversations of journeys: something is said over a socket, and events are heard. */
export interface Talks {
  fact(journey: Journey, step: ConversationStep): Promise<TalkFact>
  /** A need: the conversation went well. */
  need(journey: Journey, step: ConversationStep): Promise<TalkFact>
}

/** How long a second user goes on listening after the last event: a leak would come with the events. */
const LINGER_MS = 50

export function createTalks(world: World, journeys: Journeys, sockets: Sockets): Talks {
  const socketOf = (step: ConversationStep): SocketPromise => {
    const socket = world.contract.sockets.find(({ name }) => name === step.socket)
    if (socket === undefined) throw new CouldNotJudge(`the contract has no socket named ${step.socket}`)
    return socket
  }

  const fact: Talks['fact'] = (journey, step) =>
    world.once(`talk ${journey.name} ${step.id}`, () => journeys.track(journey, talk(journey, step)))

  const talk = async (journey: Journey, step: ConversationStep): Promise<TalkFact> => {
    if (step.effect === 'writes' && world.policy.writes === 'refused') throw new NotHere('it writes, and writing in production needs --allow-writes')
    const [values, socket, listener] = await Promise.all([
      journeys.needSteps(journey, step.after),
      sockets.need(socketOf(step), 'user', `talk ${step.id}`),
      step.privacy === 'second-user-hears-nothing' ? eavesdropper(step) : undefined,
    ])
    const said = fillJsonTemplate(step.say, world.values(values))
    const from = socket.conversation.frames().length
    const heardBefore = listener?.conversation.frames().length ?? 0
    socket.conversation.say(said)
    const ends = new Set([step.events.at(-1)?.name, ...step.failures])
    const end = await socket.conversation.hear((frame) => ends.has(eventName(frame, step)), { ms: step.withinMs, for: `${step.events.at(-1)?.name ?? 'the last event'}` })
    const overheard = listener === undefined ? undefined : await listen(listener, heardBefore)
    return { step, url: socket.handshake.asked, end, frames: socket.conversation.frames().slice(from), ...(overheard && { overheard }) }
  }

  /** A second user where one can be had; without one the conversation goes on and only privacy cannot be judged. */
  const eavesdropper = (step: ConversationStep) =>
    sockets.need(socketOf(step), 'second-user', `listen ${step.id}`).catch((reason: unknown) => {
      if (reason instanceof NotHere || reason instanceof Blocked) return undefined
      throw reason
    })

  return {
    fact,
    need: async (journey, step) => {
      const talked = await fact(journey, step)
      const failures = judgeEvents(talked, step, socketOf(step).service).filter(({ severity }) => severity === 'failure')
      if (failures.length > 0) throw new Blocked(failures)
      return talked
    },
  }
}

async function listen({ conversation }: OpenSocket, from: number): Promise<TalkFact['overheard']> {
  await conversation.hear(() => false, { ms: LINGER_MS, for: 'anything at all' })
  return conversation.frames().slice(from)
}
