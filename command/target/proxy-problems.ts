import type { ConfigProblem } from '../../env/target.ts'
import { proxyFor } from '../../helpers/http/proxy-for.ts'

/** What is wrong with the proxy variables that the requests to these URLs go by, each variable once. */
export function proxyProblems(
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
