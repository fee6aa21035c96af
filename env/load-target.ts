import { isLoopback } from '../helpers/url/is-loopback.ts'
import { deriveWebsocketUrl } from '../helpers/url/join-url.ts'
import { buildTarget } from './build-target.ts'
import { chooseKind, kindOfName } from './choose-kind.ts'
import { explainUnread, nameMisspelt } from './explain-unread.ts'
import type { Kind } from './kind.ts'
import { missingAlternative, type OneOf } from './missing-alternative.ts'
import { policyFor } from './policy.ts'
import { type EnvFiles, readEnvFiles } from './read-env-files.ts'
import { runVariables } from './run-variables.ts'
import { type Setting, settleVariable } from './settle-variable.ts'
import { type Source, sourceOf } from './source.ts'
import type { ConfigProblem, Origin, Target } from './target.ts'
import type { Variable } from './variable.ts'

const LOCAL_WAIT_SECONDS = '0'
const DEPLOYED_WAIT_SECONDS = '120'

export interface TargetRequest {
  /** What `--env` gave: a name or a file. */
  readonly env: string
  readonly flags: {
    readonly expectRevision?: string | undefined
    readonly wait?: number | undefined
  }
  readonly processEnv: Readonly<Record<string, string | undefined>>
  /** Those of the contract; what every run is configured by is added. */
  readonly variables: readonly Variable[]
  /** Values of the embedded reference deployment, for `local`. */
  readonly embedded?: Readonly<Record<string, string>> | undefined
  readonly oneOf?: OneOf | undefined
  /** `list`: nothing is sent, so no credentials are needed. */
  readonly purpose?: 'list' | undefined
  /** The folder that holds `env/`; a relative file is resolved against it. */
  readonly root: string
}

export type TargetResult =
  | { readonly kind: 'target'; readonly target: Target }
  | {
      readonly kind: 'problems'
      readonly environment: string
      readonly problems: readonly ConfigProblem[]
      readonly origins: readonly Origin[]
    }

/**
 * Reads the environment once: flags, process environment, both files and defaults become one target, or the list
 * of everything that is wrong with them.
 */
export async function loadTarget(request: TargetRequest): Promise<TargetResult> {
  const { env: environment, embedded } = request
  const oneOf = request.purpose === 'list' ? undefined : request.oneOf
  const variables = withRunVariables(request.variables)
  const files = await readEnvFiles(environment, request.root, variables)
  if (files.sources.length === 0) {
    return { kind: 'problems', environment, problems: files.problems, origins: [] }
  }
  const set = listSources(request, files)
  const { kind, ...choice } = chooseKind(set, embedded === undefined ? 'deployed' : 'embedded')
  const sources = [...set, defaultSource(variables, kind)]
  const policy = kind && policyFor(kind, { writes: 'refused' })
  const settings = deriveUrls(
    variables.map((variable) => settleVariable(variable, { sources, policy, lost: files.lost })),
  )
  const known = settings.filter(({ origin }) => origin.from !== 'unset')
  const surroundings = {
    processEnv: request.processEnv,
    set: new Set(known.map(({ origin }) => origin.variable)),
  }
  const unread = explainUnread(files.unread, surroundings)
  const origins = [...settings.map(({ origin }) => origin), ...unread.origins]
  const lacking = oneOf && kind && missingAlternative(oneOf, { settings, kind, lost: files.lost })
  const problems = [
    ...files.problems,
    ...choice.problems,
    ...settings.flatMap((setting) => setting.problems),
    ...(lacking ? [lacking] : []),
  ]
  if (problems.length > 0 || kind === undefined) {
    const names = variables.map(({ name }) => name)
    return {
      kind: 'problems',
      environment,
      problems: nameMisspelt(problems, names, surroundings),
      origins,
    }
  }
  const warnings = [
    ...files.warnings,
    ...unread.warnings,
    ...choice.warnings,
    ...settings.flatMap((setting) => setting.warnings),
    ...(embedded === undefined ? [] : judgeMixture(settings)),
  ]
  return { kind: 'target', target: buildTarget({ environment, kind, settings, origins, warnings }) }
}

/** The contract's variables, with those of every run, which mean the same in all contracts. */
function withRunVariables(variables: readonly Variable[]): Variable[] {
  const own = (name: string) => runVariables.find((variable) => variable.name === name)
  const names = new Set(variables.map(({ name }) => name))
  return [
    ...variables.map((variable) => own(variable.name) ?? variable),
    ...runVariables.filter(({ name }) => !names.has(name)),
  ]
}

/** Everything that sets variables but the defaults, highest precedence first. */
function listSources(
  { flags, processEnv, embedded }: TargetRequest,
  { sources, name }: EnvFiles,
): Source[] {
  return [
    sourceOf('flag --expect-revision', { EXPECTED_REVISION: flags.expectRevision }),
    sourceOf('flag --wait', { READY_WAIT_SECONDS: flags.wait?.toString() }),
    sourceOf('process environment', processEnv),
    ...sources,
    sourceOf('embedded reference', embedded ?? {}),
    sourceOf('default', { ENVIRONMENT: kindOfName(name) }),
  ]
}

function defaultSource(variables: readonly Variable[], kind: Kind | undefined): Source {
  const fallbacks = variables.map(({ name, fallback }) => [name, fallback] as const)
  const wait = kind === 'local' ? LOCAL_WAIT_SECONDS : DEPLOYED_WAIT_SECONDS
  return sourceOf('default', { ...Object.fromEntries(fallbacks), READY_WAIT_SECONDS: wait })
}

/**
 * Derives WebSocket URLs that are not set from the URL that they follow from. Problems of that URL are not
 * reported again here.
 */
function deriveUrls(settings: readonly Setting[]): Setting[] {
  return settings.map((setting) => {
    const from = setting.variable.derivedFrom
    if (setting.presence === 'set' || from === undefined) return setting
    const source = settings.find(({ variable }) => variable.name === from)?.value
    if (source === undefined) return setting
    const url = deriveWebsocketUrl(source.text)
    return {
      ...setting,
      presence: 'set',
      value: { text: url, parsed: url },
      origin: { ...setting.origin, value: url, from: `derived from ${from}` },
      problems: [],
    }
  })
}

/** Values of the reference itself, and values derived from another variable, which is reported itself. */
const OWN_VALUE = /^(?:embedded reference$|derived from )/

/**
 * A warning for each URL that leads away from the embedded reference: usually a variable that was exported long ago
 * for another purpose. The precedence of sources allows it, but not in silence.
 */
function judgeMixture(settings: readonly Setting[]): ConfigProblem[] {
  return settings.flatMap(({ variable: { name, kind, example }, value, origin: { from } }) => {
    const isUrl = kind === 'url' || kind === 'websocket-url'
    if (!isUrl || value === undefined || OWN_VALUE.test(from)) return []
    if (isLoopback(new URL(value.text).hostname)) return []
    const message = `leads to ${value.text} (${from}), not to the embedded reference of --env local`
    return [{ code: 'config.invalid' as const, variable: name, message, example, from }]
  })
}
