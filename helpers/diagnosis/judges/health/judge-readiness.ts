import type { HealthPromise } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { LayerProof } from '../../../http/probe-steps.ts'
import type { Finding } from '../../../record/finding.ts'
import { bounded, printable, quote } from '../../../text/quote.ts'
import { SAY_HTTPS } from '../../codes/table/network.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeHealth } from './judge-health.ts'

/** How waiting for a service ended, as far as judging it needs to know. */
export interface ReadinessFact {
  readonly service: string
  readonly ready: boolean
  readonly waitedMs: number
  readonly settled: 'ready' | 'never-good' | 'mixed'
  /** In order, equal neighbours joined. */
  readonly history: readonly string[]
  readonly last: {
    readonly asked: {
      readonly method: string
      readonly url: string
      readonly at: string
      readonly traceId: string
    }
  }
}

/**
 * What the history of waiting adds to the last answer: a service that answered well and badly in turns until the
 * deadline is unstable, whatever its last answer; otherwise the history is evidence.
 */
export function judgeReadiness(
  finding: Finding | undefined,
  readiness: ReadinessFact | undefined,
): Finding | undefined {
  if (readiness === undefined || readiness.ready) return finding
  const waited = `waited ${(readiness.waitedMs / 1000).toFixed(1)} s: ${readiness.history.join('; ')}`
  const bad = [...new Set(readiness.history.map((words) => words.replace(/ \([^()]*\)$/, '')))]
    .filter((words) => words !== 'ready')
    .slice(0, 2)
  if (readiness.settled === 'mixed')
    return findingOf('service.unstable', readiness.service, readiness.last.asked, {
      promise: `${readiness.service} stays up once it is up`,
      ...(bad.length > 0 && {
        summary: `${readiness.service} is ready and not ready in turns at ${readiness.last.asked.url}: ${bad.map((words) => quote(words, 80)).join(', ')}`,
      }),
      expected: 'several good answers in a row',
      got: `good and bad answers in turns for ${(readiness.waitedMs / 1000).toFixed(1)} s`,
      evidence: [
        waited,
        ...(finding === undefined
          ? []
          : [`the last answer alone would be ${finding.code}: ${finding.got}`]),
      ],
    })
  return finding && withEvidence(finding, [waited])
}

/** The route on which a service says that it is ready; without such a route, its first health route. */
export function readinessOf({ health }: ServicePromise): HealthPromise | undefined {
  return health.find(({ role }) => role === 'readiness') ?? health[0]
}

/** Faults whose proof says more in the first line than the words of the code. */
const SAID_BY_PROOF: ReadonlySet<string> = new Set([
  'tls.handshake-failed',
  'http.protocol',
  'http.malformed',
])

/** A certificate that was seen shows that name and connection were good then, whatever a probe meets later. */
const IN_TLS = /^tls\./
const BELOW_TLS = /^(?:dns|tcp)\./

const STEPS = {
  TLS: SAY_HTTPS,
  'HTTP/2':
    'Let the server take HTTP/1.1 beside HTTP/2 without TLS, or give the address of the proxy in front of it: browsers and most clients speak HTTP/2 over TLS only.',
} as const

/**
 * Adds the proof to the finding: the layers that were probed one after the other, up to the first that fails. If proof
 * and error name different layers, the proof decides; if all layers answer now, the error stays and the evidence says
 * that it has passed.
 */
export function proveLayer(finding: Finding, proofs: readonly LayerProof[]): Finding {
  const proof = proofs.findLast(({ fault }) => fault !== undefined)
  const { fault, speaks } = proof ?? {}
  const isOurs =
    fault === undefined ||
    fault === 'own.lag' ||
    fault === 'own.cancelled' ||
    (IN_TLS.test(finding.code) && BELOW_TLS.test(fault))
  const words = proofs.map(({ words, ms }) => `probed: ${quote(words, 200)} (${Math.round(ms)} ms)`)
  const passed =
    fault === undefined && proofs.length > 0
      ? ['probed again a moment later, every layer answers']
      : []
  const proved = {
    ...finding,
    code: isOurs ? finding.code : fault,
    ...(!isOurs &&
      SAID_BY_PROOF.has(fault) && {
        summary: `${finding.service}: ${fault === 'tls.handshake-failed' ? 'TLS fails before any request: ' : ''}${bounded(printable(proof?.words ?? ''), 200)}`,
      }),
    ...(speaks && { nextSteps: [STEPS[speaks]] }),
  }
  return withEvidence(proved, [...words, ...passed])
}

/** If a service answers 5xx and says that it starts, or which dependency is at fault, that is the finding. */
export function faultNamed(exchange: Exchange, service: ServicePromise): Finding | undefined {
  const [health] = service.health
  if (health === undefined || exchange.kind !== 'answer' || exchange.status < 500) return undefined
  return judgeHealth(exchange, health, service).find(
    ({ code, severity }) =>
      (code === 'dependency.down' || code === 'service.starting') && severity === 'failure',
  )
}
