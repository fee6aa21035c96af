import type { DependencyPromise, HealthPromise } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer } from '../../../http/exchange.ts'
import { isOneOf, oneOfInWords, sameWord } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { edgeOf } from './edge-of.ts'

/** The dependencies that a health answer names and that are not up: a finding each. */
export function dependenciesDown(
  answer: Answer,
  health: HealthPromise,
  service: ServicePromise,
  promise: string,
): readonly Finding[] {
  return (health.body?.dependencies ?? []).flatMap((dependency) => {
    const said = lookUp(answer, dependency.at) ?? blame(answer, health, dependency)
    if (said === undefined || said === null)
      return dependency.absent === 'down' &&
        answer.json !== undefined &&
        edgeOf(answer) === undefined
        ? [dependencyDown(answer, dependency, undefined, health, service, promise)]
        : []
    if (isOneOf(said, dependency.up)) return []
    return [dependencyDown(answer, dependency, said, health, service, promise)]
  })
}

/** The reason of a bad answer, when it names the dependency that the answer has no field for. */
function blame(
  answer: Answer,
  health: HealthPromise,
  { blamedBy = [] }: DependencyPromise,
): string | undefined {
  if (health.statuses.includes(answer.status)) return undefined
  const reasons = (health.body?.reasons ?? [])
    .map((where) => lookUp(answer, where))
    .filter((reason) => typeof reason === 'string')
  return reasons.find((reason) => blamedBy.some((word) => reason.toLowerCase().includes(word)))
}

/** Words for a dependency that serves with less than all: ASP.NET HealthStatus.Degraded, `warn` of the draft for health+json. */
const DEGRADED =
  /^\s*(?:degraded|warn(?:ing)?|slow|limited|partial(?:ly[ _](?:available|degraded))?)\s*$/i

function dependencyDown(
  answer: Answer,
  dependency: DependencyPromise,
  said: unknown,
  health: HealthPromise,
  service: ServicePromise,
  promise: string,
): Finding {
  const isDegraded =
    typeof said === 'string' &&
    DEGRADED.test(said) &&
    !(dependency.down ?? []).some((word) => sameWord(said, word))
  return findingOf(
    isDegraded ? 'service.degraded' : 'dependency.down',
    service.name,
    answer.asked,
    {
      subject: dependency.name,
      ...(isDegraded && {
        summary: `${service.name} says that ${dependency.name} is ${quote(said, 40)}: it serves, with less`,
      }),
      severity: dependency.need === 'required' && !isDegraded ? 'failure' : 'warning',
      promise,
      expected:
        dependency.up.length === 0
          ? `nothing at ${dependency.at}`
          : `${dependency.at}: ${oneOfInWords(dependency.up)}`,
      got: `${answer.status} with ${said === undefined ? `nothing at ${dependency.at}` : `${dependency.at}: ${quote(JSON.stringify(said) ?? '', 160)}`}`,
      evidence: [
        `${dependency.name} is ${dependency.need} for ${service.name}`,
        ...reasonsOf(answer, health),
      ],
      ...(service.dependsOn.includes(dependency.name) && {
        nextSteps: [
          `${dependency.name} has checks of its own in this report. When they are well, ${service.name} asks for it at another address, cannot reach it from where it runs, or gives it too little time: see the variables of ${service.name}.`,
        ],
      }),
    },
  )
}
/** What the body gives as its reason, quoted: `reason: Database connectivity failed`. */
export function reasonsOf(answer: Answer, health: HealthPromise): readonly string[] {
  return (health.body?.reasons ?? []).flatMap((where) => {
    const reason = lookUp(answer, where)
    return reason === undefined || reason === null || reason === ''
      ? []
      : [
          `the body says ${where}: ${quote(typeof reason === 'string' ? reason : (JSON.stringify(reason) ?? ''), 200)}`,
        ]
  })
}

/** A line of evidence for a bad answer that shows none of the dependencies that were promised in it: it may hide them. */
export function detailsHidden(answer: Answer, { body }: HealthPromise): readonly string[] {
  const shown = (body?.dependencies ?? []).filter(({ absent = 'unknown' }) => absent === 'unknown')
  if (shown.length === 0 || shown.some(({ at }) => lookUp(answer, at) !== undefined)) return []
  return [
    `the answer shows none of the promised details (${shown.map(({ at }) => at).join(', ')}): the service may hide them from callers without a token, so that no dependency can be named`,
  ]
}
