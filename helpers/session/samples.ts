import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { readAnotherAnswers } from '../diagnosis/experiments/another-answers.ts'
import { withEvidence } from '../diagnosis/judges/finding-of.ts'
import type { RevisionsSeen } from '../diagnosis/judges/health/judge-revision.ts'
import { judgeSamples } from '../diagnosis/judges/health/judge-samples.ts'
import type { Exchange } from '../http/exchange.ts'
import { firstHealth } from '../promise/request.ts'
import { lookUp } from '../promise/where.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked } from './check-result.ts'
import { noteInstances } from './instances-seen.ts'
import { currentScope } from './scope.ts'
import { answerAt, getFrom, reach } from './service-answers.ts'
import type { Session } from './session.ts'

/** Requests to one health route, by its role, where its contract gives no number: enough, over the health routes of a service, to see one that fails one time in three. */
const SAMPLES = { readiness: 4, liveness: 3 } as const

/** How many times a health route is asked. */
export function sampleCount({ role, samples = SAMPLES[role] }: HealthPromise): number {
  return samples
}

/** How many times a service is asked where one answer may be that of one instance of several: more often where its contract says that it has many. */
export function looksAt({ health }: Pick<ServicePromise, 'health'>, least: number): number {
  return Math.max(least, ...health.map(({ samples = 0 }) => samples))
}

/** Requests with the good token to the probe route of a service; journeys and other routes show it too. */
const SHOWN = 5

/** How often the good token is shown to the probe route of a service: of two instances, five connections miss one in 1 of 32 runs. */
export function timesShown(service: Pick<ServicePromise, 'health'>): number {
  return looksAt(service, SHOWN)
}

/** Whether its contract says that a service has many instances. */
export function isSaidToBeMany(service: Pick<ServicePromise, 'health'>): boolean {
  return timesShown(service) > SHOWN
}

/** Whether its contract says that a single instance of a service stands. */
export function isSaidToBeOne({ health }: Pick<ServicePromise, 'health'>): boolean {
  return health.length > 0 && health.every(({ samples }) => samples === 1)
}

/** The answers of a health route to the same request, sent several times. */
export function samplesOf(
  session: Session,
  service: ServicePromise,
  health: HealthPromise,
): Promise<readonly Exchange[]> {
  return session.once(`samples ${service.name} ${health.path}`, async () => {
    const isFirst = health.path === firstHealth(service).path
    const before = isFirst ? [await reach(session, service)] : []
    const rest = Array.from({ length: sampleCount(health) - before.length }, () =>
      getFrom(session, service, health.path, { again: 'never' }),
    )
    const all = [...before, ...(await Promise.all(rest))]
    noteInstances(session, service.name, all)
    return all
  })
}

/** A need: at least one of the samples is an answer, so that there is something to measure or compare. */
export async function needAnswers(
  session: Session,
  service: ServicePromise,
  health: HealthPromise,
): Promise<readonly Exchange[]> {
  const taken = await samplesOf(session, service, health)
  if (taken.some(({ kind }) => kind === 'answer')) return taken
  throw new Blocked(judgeSamples(taken, health, service))
}

export async function revisionsOf(
  session: Session,
  service: ServicePromise,
): Promise<RevisionsSeen> {
  const samplesAt = async (path: string) => {
    const health = service.health.find((candidate) => candidate.path === path)
    return health === undefined
      ? [await answerAt(session, service, path)]
      : samplesOf(session, service, health)
  }
  const places = await Promise.all(
    service.revision.map(async ({ path, at }) => ({ at, exchanges: await samplesAt(path) })),
  )
  const asked = places[0]?.exchanges[0] ?? (await reach(session, service))
  const revisions = places.flatMap(({ at, exchanges }) =>
    exchanges.flatMap((exchange) => {
      const shown = exchange.kind === 'answer' ? lookUp(exchange, at) : undefined
      return typeof shown === 'string' && shown !== '' ? [shown] : []
    }),
  )
  note(service.name, revisions)
  return { asked: asked.asked, revisions }
}

function note(service: string, revisions: readonly string[]): void {
  const scope = currentScope()
  if (scope !== undefined && revisions.length > 0)
    scope.revisions[service] = [...new Set(revisions)].join(', ')
}

/** The samples of a health route, judged; where a cache answers, with the answer to a query that no cache has seen. */
export async function judgeSampled(
  session: Session,
  service: ServicePromise,
  health: HealthPromise,
  samples: readonly Exchange[],
): Promise<readonly Finding[]> {
  const findings = judgeSamples(samples, health, service)
  const [sample] = samples
  if (sample === undefined || !findings.some(({ code }) => code === 'edge.cached')) return findings
  const query = `${health.path.includes('?') ? '&' : '?'}smoke=${session.runId}`
  const path = `${health.path}${query}`
  const unseen = await session.ask({ service: service.name, method: 'GET', path })
  return findings.map((finding) =>
    finding.code === 'edge.cached'
      ? withEvidence(finding, readAnotherAnswers(sample, { unseen }))
      : finding,
  )
}
