import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import { SUITE_NAMES } from '../../helpers/session/suite-names.ts'
import type { Collected } from '../../runner/collect.ts'
import { estimateRequests } from './estimate-requests.ts'

/** The `--list` document: every check by suite and part, with its id and its promise. */
export function listChecks(
  collected: readonly Collected[],
  contract: Contract,
  target: Target,
): string {
  const { requests, wrongLogins } = estimateRequests(contract)
  const suites = SUITE_NAMES.filter((suite) =>
    collected.some(({ record }) => record.suite === suite),
  )
  const lines = suites.flatMap((suite) => ['', `## ${suite}`, ...partsOf(suite, collected)])
  return [
    `# What ${contract.platform} promises, as ${target.environment} is checked: ${collected.length} checks`,
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

function partsOf(suite: string, collected: readonly Collected[]): readonly string[] {
  const records = collected.map(({ record }) => record).filter((record) => record.suite === suite)
  return [...new Set(records.map(({ part }) => part))].flatMap((part) => {
    const own = records.filter((record) => record.part === part)
    return ['', `### ${part}`, ...own.map(({ id, title }) => `- ${title}\n  \`${id}\``)]
  })
}
