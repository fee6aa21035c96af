import type { ConversationStep } from '../../../../contracts/type/journey.ts'
import { lookUpJson } from '../../../promise/where.ts'
import type { Frame } from '../../../socket/handshake-fact.ts'

/**
 * The name of the event in a frame: the first place that holds a promised or failing name wins, since
 * some servers wrap an event in an envelope with a name of its own. Undefined for any other frame.
 */
export function eventName(frame: Frame, step: ConversationStep): string | undefined {
  const known = new Set([...step.events.map(({ name }) => name), ...step.failures])
  return step.nameAt
    .map((where) => lookUpJson(frame.json, where))
    .find((name): name is string => typeof name === 'string' && known.has(name))
}
