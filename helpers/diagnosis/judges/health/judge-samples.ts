import type { HealthPromise } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import { type Exchange, ownTimeOf } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { isMixed, sometimesInWords } from '../access/sometimes.ts'
import { describeExchange, reasonSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeHealth } from './judge-health.ts'

/**
 * Several answers to one request. If all are good, there is no finding; if all are bad, the first one's findings; if
 * some are bad, the service is unstable. What a limit turned away says nothing of an instance: the others are judged.
 */
export function judgeSamples(
  samples: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): readonly Finding[] {
  const all = samples.map((sample) => ({
    sample,
    findings: judgeHealth(sample, health, service),
  }))
  const judged = all.filter(({ findings }) => limitIn(findings) === undefined)
  const bad = judged.filter(({ findings }) =>
    findings.some(({ severity }) => severity === 'failure'),
  )
  const first = bad[0]
  const limit = limitIn(all.flatMap(({ findings }) => findings))
  if (limit !== undefined && first === undefined) {
    const count = { bad: all.length - judged.length, all: all.length }
    const request = { service: service.name, method: 'GET', path: health.path } as const
    return [
      isMixed(count) ? { ...limit, summary: sometimesInWords(request, limit.code, count) } : limit,
    ]
  }
  if (first === undefined) return firstWarnings(judged.map(({ findings }) => findings))
  if (bad.length === judged.length) return first.findings
  const [alone] = failuresOf(first.findings)
  const said = first.sample.kind === 'answer' ? reasonSaid(first.sample) : undefined
  return [
    findingOf('service.unstable', service.name, first.sample.asked, {
      promise: `GET ${health.path} gives the same good answer every time`,
      expected: `${judged.length} good answers in a row`,
      summary: `${service.name} gives ${badInWords(first.sample)} ${bad.length} of ${judged.length} times at GET ${health.path}, as when one instance is broken`,
      got: `${judged.length - bad.length} good and ${bad.length} bad: ${tally(judged.map(({ findings }) => findings))}`,
      ...(alone !== undefined && { alone }),
      ...(said !== undefined && { said }),
      evidence: [
        `a bad answer: ${describeExchange(first.sample)}`,
        ...first.findings.map(({ code }) => `that answer alone would be ${code}`),
      ],
    }),
  ]
}

function failuresOf(findings: readonly Finding[]): readonly Finding['code'][] {
  return findings.flatMap(({ severity, code }) => (severity === 'failure' ? [code] : []))
}

function limitIn(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ code }) => code === 'service.throttled')
}

/** A bad answer, with its status where that says so. */
function badInWords(sample: Exchange): string {
  if (sample.kind === 'no-answer') return 'no answer'
  return sample.status < 400 ? 'a bad answer' : `a bad answer, ${sample.status},`
}

/** The result of each sample, in order: "good, good, service.unavailable, good". */
function tally(judged: readonly (readonly Finding[])[]): string {
  return judged.map((findings) => failuresOf(findings)[0] ?? 'good').join(', ')
}

function firstWarnings(judged: readonly (readonly Finding[])[]): readonly Finding[] {
  return judged.find((findings) => findings.length > 0) ?? []
}

/**
 * Whether the median of the answers is within the promised budget; one slow answer among quick ones is no
 * finding, nor is the time that our own process was held up.
 */
export function judgeLatency(
  samples: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): Finding | undefined {
  const times = samples
    .flatMap((sample) => (sample.kind === 'answer' ? [ownTimeOf(sample.timing)] : []))
    .sort((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)]
  const first = samples[0]
  if (first === undefined || median === undefined || median <= health.withinMs) return undefined
  return findingOf('service.slow', service.name, first.asked, {
    promise: `GET ${health.path} answers within ${health.withinMs} ms`,
    expected: `a median of at most ${health.withinMs} ms`,
    got: `a median of ${Math.round(median)} ms over ${times.length} answers (${times.map((ms) => Math.round(ms)).join(', ')} ms)`,
  })
}
