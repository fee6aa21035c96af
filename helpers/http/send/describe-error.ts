import { classifyError } from '../classify-error.ts'
import { ConnectFault } from '../connect/connect-fault.ts'
import { authorityOf } from '../connect/route.ts'
import type { NoAnswerFault } from '../exchange.ts'
import type { Came } from './came.ts'
import type { Lane } from './lane.ts'

/** The fault an error of undici stands for on this lane, and the sentence that says so. */
export function describeError(
  { route, trail }: Pick<Lane, 'route' | 'trail'>,
  error: Error,
  came: Came,
): { fault: NoAnswerFault; detail: string } {
  if (error instanceof ConnectFault) return { fault: error.fault, detail: error.message }
  const { fault, reason } = isSelfContradictory(error, came)
    ? ({
        fault: 'http.malformed',
        reason: 'the headers of the answer contradict each other',
      } as const)
    : classifyError(error, trail.phase)
  return { fault, detail: `${authorityOf(route)}: ${reason}; ${progress(came)}` }
}

/** undici's word for a length and chunks in one answer is the same as for a body cut short. */
function isSelfContradictory(error: Error, { status }: Came): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && status === undefined
}

function progress({ status, bytes, bodyBytes }: Came): string {
  if (status !== undefined) return `status ${status} and ${bodyBytes} bytes of the body had come`
  return bytes > 0 ? `${bytes} bytes had come` : 'nothing had come'
}
