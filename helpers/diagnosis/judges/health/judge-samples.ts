import type { HealthPromise, ServicePromise } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeHealth } from './judge-health.ts'

/**
 * Several answers to one question. All good: nothing. All bad: what they have in common. Mixed:
 * the service is unstable, with the counts; never silently green.
 */
export function judgeSamples(
  samples: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): readonly Finding[] {
  const judged = samples.map((sample) => ({
    sample,
    findings: judgeHealth(sample, health, service),
  }))
  const bad = judged.filter(({ findings }) =>
    findings.some(({ severity }) => severity === 'failure'),
  )
  const first = bad[0]
  if (first === undefined) return firstWarnings(judged.map(({ findings }) => findings))
  if (bad.length === judged.length) return first.findings
  return [
    findingOf('service.unstable', service.name, first.sample.asked, {
      promise: `GET ${health.path} gives the same good answer every time`,
      expected: `${judged.length} good answers in a row`,
      got: `${judged.length - bad.length} good and ${bad.length} bad: ${tally(judged.map(({ findings }) => findings))}`,
      evidence: [
        `a bad one: ${describeExchange(first.sample)}`,
        ...first.findings.map(({ code }) => `which alone would be ${code}`),
      ],
    }),
  ]
}

/** What each sample came to, in the order they came: "good, good, service.unavailable, good". */
function tally(judged: readonly (readonly Finding[])[]): string {
  return judged
    .map((findings) => findings.find(({ severity }) => severity === 'failure')?.code ?? 'good')
    .join(', ')
}

function firstWarnings(judged: readonly (readonly Finding[])[]): readonly Finding[] {
  return judged.find((findings) => findings.length > 0) ?? []
}
