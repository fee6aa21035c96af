import type { ServicePromise } from '../../contracts/schema/service.ts'
import { OTHER_ROUTE_EXPERIMENT } from '../diagnosis/experiments/good-token.ts'
import { judgeSamples } from '../diagnosis/judges/health/judge-samples.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { healthHeaders } from '../promise/request.ts'
import type { Finding } from '../record/finding.ts'
import type { Session } from './session.ts'

/** An error at the health of a service may be that of one instance: more answers, each on a connection of its own, show it. */
export async function lookAtError(
  session: Session,
  service: ServicePromise,
  finding: Finding,
  answer: Answer,
): Promise<Finding> {
  const [health] = service.health
  if (health === undefined) return finding
  const request = { service: service.name, method: 'GET', path: health.path } as const
  const samples: Exchange[] = [answer]
  for (let time = 0; time < OTHER_ROUTE_EXPERIMENT.costs; time += 1)
    samples.push(
      await session.ask(request, {
        again: 'never',
        connection: 'fresh',
        headers: healthHeaders(health),
      }),
    )
  return (
    judgeSamples(samples, health, service).find(({ code }) => code === 'service.unstable') ??
    finding
  )
}
