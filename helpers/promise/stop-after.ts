import { type Context, createContext, Script } from 'node:vm'

/** Made with the first work: it takes 5 ms on Node 20. */
let machine: { readonly context: Context; readonly call: Script } | undefined

/** The result of work that does not wait; undefined if it is stopped after so many milliseconds. */
export function stopAfter<T>(timeout: number, work: () => T): T | undefined {
  machine ??= { context: createContext({}), call: new Script('work()') }
  try {
    return machine.call.runInContext(Object.assign(machine.context, { work }), { timeout }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  }
}

/** Milliseconds that a pattern of a contract may take in a run, over all texts on which it is stopped. */
const LONGEST_MS = 1_000

/** A pattern of a contract, compiled once. */
interface Pattern {
  readonly regExp: RegExp
  leftMs: number
}

const patterns = new Map<string, Pattern>()

/**
 * What a pattern finds in a text that a server sent, in bounded time: some patterns take the square of a text's length, or
 * double with each character. Null where it finds nothing or is stopped.
 */
export function findPattern(source: string, text: string): RegExpExecArray | null {
  const pattern = patterns.get(source) ?? { regExp: new RegExp(source, 'su'), leftMs: LONGEST_MS }
  patterns.set(source, pattern)
  if (pattern.leftMs < 1) return null
  const beganAt = performance.now()
  const found = stopAfter(Math.floor(pattern.leftMs), () => pattern.regExp.exec(text))
  if (found === undefined) pattern.leftMs -= performance.now() - beganAt
  return found ?? null
}

/** ` (…)` behind a pattern that was stopped in this run, so that its finding does not say that it found nothing. */
export function stoppedInWords(source: string): string {
  const isStopped = (patterns.get(source)?.leftMs ?? LONGEST_MS) < LONGEST_MS
  return isStopped ? ` (which took over ${LONGEST_MS} ms and was stopped)` : ''
}
