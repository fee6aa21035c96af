import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange } from '../http/exchange.ts'
import type { RequestRecord } from '../record/request-record.ts'

/** What happened during one check; a shared request counts for the check that sent it. */
export interface Scope {
  /** Exchanges that succeeded only after a retry, and their service. */
  readonly retried: { readonly service: string; readonly exchange: Exchange }[]
  /** The requests that this check sent. */
  readonly sent: RequestRecord[]
  readonly notes: string[]
  readonly revisions: Record<string, string>
}

const scopes = new AsyncLocalStorage<Scope>()

/** Runs the work of one check in its own scope. */
export function inScope<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return scopes.run(scope, work)
}

/** The scope of the check that is running; undefined outside any check. */
export function currentScope(): Scope | undefined {
  return scopes.getStore()
}
