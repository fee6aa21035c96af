import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { readAnotherAnswers } from '../diagnosis/experiments/another-answers.ts'
import type { PublicFact } from '../diagnosis/judges/access/judge-opened.ts'
import { withEvidence } from '../diagnosis/judges/finding-of.ts'
import { movedTo } from '../diagnosis/judges/health/answer-signs.ts'
import { judgeAnother } from '../diagnosis/judges/health/judge-another.ts'
import { proveLayer } from '../diagnosis/judges/health/judge-readiness.ts'
import { judgeSamples } from '../diagnosis/judges/health/judge-samples.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { probeLayers } from '../http/probe.ts'
import type { Finding } from '../record/finding.ts'
import type { Session } from './session.ts'

/** A path of the service that cannot exist. */
export function noSuchPath({ runId }: Session): string {
  return `/${runId}/no-such-path`
}

/** How long the layers of a service that does not answer are probed, in addition to the timeout of the request. */
const PROBE_MS = 1500

/**
 * Makes the experiments that apply to a service that cannot be reached, and judges again: the layers one after the
 * other where nothing answered; where a redirect or a gateway answers in its place, the target, or a path that cannot exist.
 */
export async function lookAtReach(
  session: Session,
  service: ServicePromise,
  { finding, exchange }: { readonly finding: Finding; readonly exchange: Exchange },
): Promise<Finding> {
  if (exchange.kind === 'answer') return lookAtAnswer(session, service, finding, exchange)
  const proof = await probeLayers(exchange.asked.url, {
    ...session.connecting,
    timeoutMs: PROBE_MS,
    userAgent: session.userAgent,
  })
  return proveLayer(finding, proof)
}

async function lookAtAnswer(
  session: Session,
  service: ServicePromise,
  finding: Finding,
  answer: Answer,
): Promise<Finding> {
  const { name } = service
  const again = 'never'
  const to = movedTo(answer)
  if (finding.code === 'service.redirected' && to !== undefined)
    return judgeAnother(finding, answer, service, {
      target: await session.askUrl(name, to, { again }),
    })
  if (finding.code !== 'service.unavailable') return finding
  const request = { service: name, method: 'GET', path: noSuchPath(session) } as const
  return judgeAnother(finding, answer, service, { nowhere: await session.ask(request, { again }) })
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

/** The answers of the routes that are open to everybody on purpose, each asked without a token. */
export function publicAnswers(
  session: Session,
  at: (service: ServicePromise, path: string) => Promise<Exchange>,
  service: ServicePromise,
): Promise<readonly PublicFact[]> {
  return Promise.all(
    (service.publicRoutes ?? []).map(async (route) => {
      const { method, path, service: name, ...more } = route.request
      const isPlain = method === 'GET' && name === service.name && Object.keys(more).length === 0
      // A plain GET may have been sent already, where another promise is about the same path.
      const exchange = isPlain
        ? await at(service, path)
        : await session.ask(route.request, { reads: 'status' })
      return { route, exchange }
    }),
  )
}
