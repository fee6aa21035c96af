import type { Watcher } from './run-checks.ts'
import type { Flags } from './flags.ts'
export function createWatcher(_: Flags): Watcher & { done(): void; awaited: (service: string, seen: string, ms: number) => void } {
  return { begun: () => {}, ended: () => {}, done: () => {}, awaited: () => {} }
}
