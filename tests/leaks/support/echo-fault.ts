import { extraFault } from '../../support/extra-fault.ts'
import { addEcho, type Loudness } from './echo.ts'
import { Memory } from './memory.ts'

/** The name under which the echo joins the faults of the reference deployment, to be asked for after any of them. */
export const ECHO = 'echoes-what-it-hears'

/** Puts the echo among the faults; gives what the deployment that is started next will have heard. */
export function registerEcho(loudness: Loudness): Memory {
  const memory = new Memory()
  extraFault(
    ECHO,
    (plan) => addEcho(plan, memory, loudness),
    (env) => {
      memory.learnEnv(env)
      return { ...env }
    },
  )
  return memory
}
