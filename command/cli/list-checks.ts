import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import { SUITE_NAMES } from '../../helpers/session/run-input.ts'
import type { Check } from '../../helpers/session/suite.ts'
import { estimateRequests } from './estimate-requests.ts'

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
