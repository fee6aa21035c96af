import { at } from '../../contracts/check/contract-fault.ts'
import { leavesOf } from '../../contracts/check/leaves.ts'
import type { Contract } from '../../contracts/contract.ts'
import { PLACEHOLDER } from '../../contracts/schema/variables-in.ts'
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

/** Requests that are sent only where their variables are set. */
const ONLY_IF_SET = /^tokens\.(?:ways|wrongCredentials|serviceCredentials|jwt\.claims)\b/

/** Texts for readers. */
const NOT_FILLED = /^(?:platform|variables|serverWords|oneOf)\b|(?:^|\.)(?:title|leftOut)(?:\.|$)/

/** Optional variables that are not set, and that a request or an expected value of the contract needs. */
export function unsetVariables(
  { variables, ...promises }: Contract,
  { urls, texts, secrets }: Pick<Target, 'urls' | 'texts' | 'secrets'>,
): readonly ConfigProblem[] {
  const found = new Map<string, ConfigProblem>()
  for (const { path, pattern, value } of leavesOf(promises)) {
    if (typeof value !== 'string' || ONLY_IF_SET.test(pattern) || NOT_FILLED.test(pattern)) continue
    for (const [, name = ''] of value.matchAll(PLACEHOLDER)) {
      const variable = variables.find((one) => one.name === name)
      const isSet = [urls, texts, secrets].some((set) => Object.hasOwn(set, name))
      if (variable === undefined || isSet || found.has(name)) continue
      found.set(name, {
        code: 'config.missing',
        variable: name,
        message: `is not set, and the contract needs it at ${at(path)}`,
        example: variable.example,
        from: 'unset',
      })
    }
  }
  return [...found.values()]
}
