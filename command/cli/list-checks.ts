import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import { corsRoutes } from '../../helpers/session/cors-routes.ts'
import { SUITE_NAMES } from '../../helpers/session/run-input.ts'
import { sampleCount, timesShown } from '../../helpers/session/samples.ts'
import type { Check } from '../../helpers/session/suite.ts'
import { ROUTES_WITH_EVERY_ROW, ROWS_FOR_EVERY_ROUTE } from '../../helpers/session/trust.ts'
import { batteryFor } from '../../helpers/tokens/battery.ts'

/** The `--list` document: every check by suite and part, with its id and its promise. Nothing is sent to make it. */
export function listChecks(checks: readonly Check[], contract: Contract, target: Target): string {
  const { requests, wrongLogins } = estimateRequests(contract)
  const suites = SUITE_NAMES.filter((name) => checks.some(({ suite }) => suite === name))
  const lines = suites.flatMap((name) => ['', `## ${name}`, ...partsOf(name, checks)])
  return [
    `# What ${contract.platform} promises, as ${target.environment} is checked: ${checks.length} checks`,
    '',
    `A healthy run of all suites sends at most ${requests} requests, at most ${target.maxConcurrentRequests} at a time to one host, among them ${wrongLogins} with wrong credentials.`,
    ...(target.kind === 'production'
      ? [
          'Here checks that write, and those that need what they write, are made with --allow-writes only.',
        ]
      : []),
    ...lines,
    '',
  ].join('\n')
}

function partsOf(name: string, checks: readonly Check[]): readonly string[] {
  const inSuite = checks.filter(({ suite }) => suite === name)
  return [...new Set(inSuite.map(({ part }) => part))].flatMap((part) => {
    const own = inSuite.filter((check) => check.part === part)
    return ['', `### ${part}`, ...own.map(({ id, title }) => `- ${title}\n  \`${id}\``)]
  })
}

/** The most HTTP requests that a healthy run sends if no request is retried; handshakes of sockets are not counted. */
function estimateRequests(contract: Contract): {
  readonly requests: number
  readonly wrongLogins: number
} {
  const { services, tokens, journeys, pages, sockets } = contract
  const health = sum(
    services.map(
      (service) =>
        service.health.reduce((sum, health) => sum + sampleCount(health), 0) +
        service.health.filter(({ head }) => head === 'agrees').length +
        service.identity.length +
        new Set(service.capabilities.map(({ path }) => path)).size +
        service.revision.length +
        (service.publicRoutes?.length ?? 0),
    ),
  )
  const rowsAt = (service: string) =>
    tokens === undefined ? 0 : batteryFor(tokens, service).length
  const trust = sum(
    services.map((service) => {
      const { name, protectedRoutes: routes } = service
      if (routes.length === 0) return 0
      const rows = routes.length <= ROUTES_WITH_EVERY_ROW ? ROWS_FOR_EVERY_ROUTE.length : 1
      return timesShown(service) + 1 + 2 * routes.length + rowsAt(name) + (routes.length - 1) * rows
    }),
  )
  const tokenRequests =
    tokens === undefined
      ? 0
      : tokens.ways.length +
        tokens.wrongCredentials.length +
        9 +
        (tokens.signOut === undefined ? 0 : 2 + 2 * services.length)
  const steps = sum(
    journeys.map((journey) =>
      sum(
        journey.steps.map((step) => {
          if (step.kind === 'request') return 1 + step.undo.length
          return step.kind === 'stream' && step.asBrowser === 'asked' ? 2 : 1
        }),
      ),
    ),
  )
  const browser =
    corsRoutes(contract).length * 4 +
    pages.length * 12 +
    sum(sockets.map(({ bypass }) => bypass.length))
  return {
    requests: health + trust + tokenRequests + steps + browser,
    wrongLogins: tokens?.wrongCredentials.length ?? 0,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
