import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange } from '../http/exchange.ts'

/** What happened on behalf of one check while it ran; shared asks count for the check that began them. */
export interface Scope {
  /** Exchanges that only another try brought about, and whom they were with. */
  readonly retried: { readonly service: string; readonly exchange: Exchange }[]
  readonly notes: string[]
  readonly revisions: Record<string, string>
}

const scopes = new AsyncLocalStorage<Scope>()

/** Runs a check's work in a scope of its own. */
export function inScope<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return scopes.run(scope, work)
}

/** The scope of the check on whose behalf this is running; undefined outside any check. */
export function currentScope(): Scope | undefined {
  return scopes.getStore()
}
