import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import { unknownNamesIn } from '../../helpers/diagnosis/judges/health/judge-revision.ts'
import { proxyFor } from '../../helpers/http/connect/proxy.ts'

/** What is wrong although each variable alone is right: a proxy that cannot be used, a revision of an unknown service. */
export function targetProblems(
  { urls, origins, expectedRevision }: Pick<Target, 'urls' | 'origins' | 'expectedRevision'>,
  contract: Contract,
  processEnv: Readonly<Record<string, string | undefined>>,
): readonly ConfigProblem[] {
  const from = origins.find(({ variable }) => variable === 'EXPECTED_REVISION')?.from ?? 'unset'
  return [
    ...proxyProblems(Object.values(urls), processEnv),
    ...revisionProblems(expectedRevision, from, contract),
  ]
}

/** What is wrong with the proxy variables that the requests to these URLs go by, each variable once. */
function proxyProblems(
  urls: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly ConfigProblem[] {
  const found = urls.flatMap((url): [string, ConfigProblem][] => {
    const proxy = proxyFor(new URL(url), env)
    if (proxy?.kind !== 'problem') return []
    const { variable, message } = proxy
    return [
      [
        variable,
        {
          code: 'config.invalid',
          variable,
          message,
          example: 'http://proxy.example:3128',
          from: 'process environment',
        },
      ],
    ]
  })
  return [...new Map(found).values()]
}

/** Problems of a text that names a revision for each service: an unknown name would be ignored in silence. */
export function revisionProblems(
  expected: string | undefined,
  from: string,
  { services }: Contract,
): readonly ConfigProblem[] {
  const names = services.map(({ name }) => name)
  const unknown = expected === undefined ? [] : unknownNamesIn(expected, names)
  return unknown.map((part) => ({
    code: 'config.invalid',
    variable: 'EXPECTED_REVISION',
    message: `expects "${part}", which is not one of ${names.join(', ')} with a revision behind it`,
    example: `${names[0] ?? 'SERVICE'}=00317-696`,
    from,
  }))
}
