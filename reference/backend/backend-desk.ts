import type { Site } from '../site.ts'
import type { Timers } from '../timers.ts'
import type { Urls } from '../urls.ts'
import type { BackendPlan } from './backend-plan.ts'
import { type Fail, makeFail } from './make-fail.ts'
import { type Identifier, makeIdentifier } from './make-identifier.ts'
import { Threads } from './threads.ts'

/** What the routes and sockets of the backend share. */
export interface BackendDesk {
  readonly plan: BackendPlan
  /** Where the world finds the services. */
  readonly urls: Urls
  readonly timers: Timers
  readonly threads: Threads
  readonly identify: Identifier
  /** The auth service as the backend has it. */
  readonly authUrl: string
  readonly fail: Fail
}

export function openBackendDesk(plan: BackendPlan, site: Site, timers: Timers): BackendDesk {
  return {
    plan,
    urls: site.outside,
    timers,
    threads: new Threads(plan.now),
    identify: makeIdentifier(plan, site.inside),
    authUrl: plan.authUrl(site.inside),
    fail: makeFail(plan.now),
  }
}
