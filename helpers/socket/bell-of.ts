import { createStopBell, type StopBell } from '../http/send/stop-bell.ts'

const bells = new WeakMap<AbortSignal, StopBell>()

/** The one bell on a signal, so that a hundred sockets do not put a hundred listeners on it. */
export function bellOf(signal: AbortSignal | undefined): StopBell | undefined {
  if (signal === undefined) return undefined
  const bell = bells.get(signal) ?? createStopBell(signal)
  bells.set(signal, bell)
  return bell
}
