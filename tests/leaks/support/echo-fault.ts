import type { Fault } from '../../../reference/fault.ts'
import { faults } from '../../../reference/faults.ts'
import { addEcho, type Loudness } from './echo.ts'
import { Memory } from './memory.ts'

/** The name under which the echo joins the faults of the reference deployment, to be asked for after any of them. */
export const ECHO = 'echoes-what-it-hears'

/** Puts the echo among the faults; gives what the deployment that is started next will have heard. */
export function registerEcho(loudness: Loudness): Memory {
  const memory = new Memory()
  const echo: Fault = {
    name: ECHO,
    summary: 'Every answer holds all that was ever received',
    incidents: [],
    finds: [],
    level: 'failure',
    apply: (plan) => addEcho(plan, memory, loudness),
    env: (env) => {
      memory.learnEnv(env)
      return { ...env }
    },
  }
  const all = faults as Fault[]
  const at = all.findIndex(({ name }) => name === ECHO)
  if (at === -1) all.push(echo)
  else all[at] = echo
  return memory
}
