import { isLoopback } from '../helpers/url/is-loopback.ts'
import type { Policy } from './policy.ts'
import type { ConfigProblem } from './target.ts'

export interface UrlVerdict {
  readonly code: ConfigProblem['code']
  readonly severity: 'failure' | 'warning'
  /** The rest of a sentence that begins with the variable's name. */
  readonly message: string
}

/** What the policy of an environment says about where a URL leads and how; undefined when nothing. */
export function judgeUrl(url: string, policy: Policy): UrlVerdict | undefined {
  const { hostname, protocol } = new URL(url)
  if (policy.loopbackUrl === 'refused' && isLoopback(hostname)) {
    const message = `leads to this very machine (${url}), which is no deployment`
    return { code: 'config.localhost', severity: 'failure', message }
  }
  const plain = protocol === 'http:' || protocol === 'ws:'
  if (plain && policy.insecureUrl !== 'allowed') {
    const message = `is not encrypted (${url}): anyone on the way reads tokens and passwords`
    return { code: 'config.insecure', severity: policy.insecureUrl, message }
  }
  return undefined
}
