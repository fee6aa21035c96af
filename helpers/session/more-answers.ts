import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { RequestStep } from '../../contracts/schema/journey.ts'
import { isSafe } from '../http/request.ts'
import { hasSeveral } from './instances-seen.ts'
import { isSaidToBeMany, isSaidToBeOne, timesShown } from './samples.ts'
import type { Session } from './session.ts'

/** Requests of a run that are sent twice although nothing shows several instances: more would make a long contract a burden. */
const MOST_TWICE = 6

/** Times that a request is sent where several instances stand: of two, eight connections miss one in 1 of 256 runs. */
const MOST_TIMES = 8

type Who = RequestStep['as']

/**
 * How many more times a request that only reads is sent after it went well, since another instance may answer it badly: as often as
 * the good token is shown where the contract or the answers of this run say that there are several; else once, where no other
 * request of the run asks the same, for the first few of a contract; not at all where the contract says that there is one.
 */
export function timesMore(session: Session, request: RequestTemplate, as: Who): number {
  const service = session.service(request.service)
  if (hasSeveral(session, service.name) || isSaidToBeMany(service))
    return Math.min(timesShown(service), MOST_TIMES) - 1
  if (isSaidToBeOne(service)) return 0
  return session.shared(askedOnce).has(keyOf(request, as)) ? 1 : 0
}

/** By its method (RFC 9110 §9.2.1), or because the contract says so, as of a search by POST. */
export function onlyReads({ request, effect, undo }: RequestStep): boolean {
  return isSafe(request.method) || (effect === 'reads' && undo.length === 0)
}

/** Whether a step that went well may be sent again: what a second user must not see, and what must be refused, is asked once. */
export function mayAskMore(step: RequestStep): boolean {
  return (
    onlyReads(step) && step.as !== 'second-user' && step.statuses.some((status) => status < 400)
  )
}

/** What a run asks once, the first few in the order of its contract. */
function askedOnce({ contract: { services, journeys } }: Session): ReadonlySet<string> {
  const steps = journeys
    .flatMap((journey) => journey.steps)
    .flatMap((step) => (step.kind === 'request' && mayAskMore(step) ? [step] : []))
    .map(({ request, as }) => keyOf(request, as))
  const routes = services.flatMap(({ protectedRoutes }) =>
    protectedRoutes
      .filter(({ request }) => isSafe(request.method))
      // The first shows several times whether its service accepts the good token.
      .flatMap(({ request }, at) => Array(at === 0 ? 2 : 1).fill(keyOf(request, 'user'))),
  )
  const all = [...steps, ...routes]
  const once = all.filter((key) => all.indexOf(key) === all.lastIndexOf(key))
  return new Set(once.slice(0, MOST_TWICE))
}

function keyOf({ service, method, path }: RequestTemplate, as: Who): string {
  return `${as} ${service} ${method} ${path.split('?')[0]}`
}
