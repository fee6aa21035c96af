import type { ConfigProblem } from '../../env/target.ts'
import { proxyFor } from '../../helpers/http/proxy-for.ts'

/** What is wrong with the proxy variables that the requests to these URLs go by. */
export function proxyProblems(
  urls: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly ConfigProblem[] {
  const messages = new Set(urls.flatMap((url) => whyNot(url.replace(/^ws/, 'http'), env)))
  return [...messages].map((text) => {
    const [variable = '', ...words] = text.split(' ')
    return {
      code: 'config.invalid',
      variable,
      message: words.join(' '),
      example: 'http://proxy.example:3128',
      from: 'process environment',
    }
  })
}

function whyNot(url: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    proxyFor(new URL(url), env)
    return []
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return [error.message]
  }
}
