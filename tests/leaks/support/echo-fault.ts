import { randomBytes } from 'node:crypto'
import { extraFault } from '../../support/extra-fault.ts'
import { addVoice, type Loudness, type Voice } from '../../support/voice.ts'
import { Memory } from './memory.ts'
import { SPELLINGS } from './spellings.ts'

/**
 * Puts an echo among the faults, under `name`, to be asked for after any other: every service answers with all
 * that the deployment ever heard, in turns, in every spelling. Gives what the deployment that is started next
 * will have heard.
 */
export function registerEcho(name: string, loudness: Loudness): Memory {
  const memory = new Memory()
  let turn = 0
  const next = (): string => {
    const heard = memory.heard()
    turn += 1
    // Steps without a common divisor, so that every secret meets every spelling.
    const secret = heard[(turn * 7) % Math.max(1, heard.length)] ?? 'nothing heard yet'
    return SPELLINGS[turn % SPELLINGS.length]?.(secret) ?? secret
  }
  const voice = (): Voice => {
    const session = randomBytes(24).toString('base64url')
    return {
      loudness,
      next,
      cookie: () => session,
      hear: ({ method, path, headers, body }) => memory.hear(`${method} ${path}`, headers, body),
      // Of an answer that is cut, the other side receives nothing that it could know again.
      say: ({ path }, { headers, body, delivery = 'whole' }) =>
        delivery === 'whole' && memory.say(path, headers, body),
    }
  }
  extraFault(
    name,
    (plan) => addVoice(plan, [voice(), voice(), voice()]),
    (env) => {
      memory.learnEnv(env)
      return { ...env }
    },
  )
  return memory
}
