import { Secret } from './secret.ts'
import type { Setting } from './settle-variable.ts'
import type { Target } from './target.ts'

/** All that a target is made of, once nothing is wrong with it. */
export interface TargetParts extends Pick<Target, 'environment' | 'kind' | 'origins' | 'warnings'> {
  readonly settings: readonly Setting[]
}

/** The target that settled variables make. */
export function buildTarget({ settings, ...parts }: TargetParts): Target {
  const urls: Record<string, string> = {}
  const texts: Record<string, string> = {}
  const secrets: Record<string, Secret> = {}
  const asGiven: Record<string, string> = {}
  for (const { variable, value } of settings) {
    if (value === undefined) continue
    if (variable.kind === 'secret') secrets[variable.name] = new Secret(value.text)
    else if (variable.kind === 'text' || variable.kind === 'integer')
      texts[variable.name] = value.text
    else {
      urls[variable.name] = value.text
      if (value.asGiven !== undefined) asGiven[variable.name] = value.asGiven
    }
  }
  const parsed = (name: string) => settings.find((one) => one.variable.name === name)?.value?.parsed
  const hosts = parsed('KNOWN_HOSTS')
  const { EXPECTED_REVISION: expectedRevision, LOG_URL_TEMPLATE: logUrl } = texts
  return {
    ...parts,
    urls,
    ...(Object.keys(asGiven).length > 0 && { asGiven }),
    texts,
    secrets,
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
    readyWaitSeconds: Number(parsed('READY_WAIT_SECONDS')),
    requestTimeoutMs: Number(parsed('REQUEST_TIMEOUT_MS')),
    maxConcurrentRequests: Number(parsed('MAX_CONCURRENT_REQUESTS')),
    knownHosts: Array.isArray(hosts) ? hosts.map(String) : [],
    ...(logUrl === undefined ? {} : { logUrl }),
  }
}
