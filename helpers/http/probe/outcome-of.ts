import { type Classified, classifyError } from '../classify-error.ts'
import { ConnectFault } from '../connect/connect-fault.ts'
import { within } from './within.ts'

/** What a step of a probe brought, or the fault it met. */
export type Outcome<T> = { readonly got: T } | Classified

/** Never rejects; silence is a timeout of the step's layer. */
export function outcomeOf<T>(
  timeoutMs: number,
  step: Promise<T>,
  phase: 'dns' | 'proxy' | 'tls',
): Promise<Outcome<T>> {
  const settled = step.then(
    (got): Outcome<T> => ({ got }),
    (error): Outcome<T> =>
      error instanceof ConnectFault
        ? { fault: error.fault, reason: error.message }
        : classifyError(error, phase),
  )
  const { fault } = classifyError({ code: 'ETIMEDOUT' }, phase)
  const reason = `no answer within ${Math.max(0, Math.round(timeoutMs))} ms`
  return within(timeoutMs, settled, (): Outcome<T> => ({ fault, reason }))
}
