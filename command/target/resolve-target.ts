import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { at, type ContractFault } from '../../contracts/check/contract-fault.ts'
import type { Contract } from '../../contracts/contract.ts'
import { DEFAULT_CONTRACT, loadContract } from '../../contracts/load-contract.ts'
import { UnreadableContract } from '../../contracts/read-data.ts'
import { withClientCertificate } from '../../env/client-certificate.ts'
import { isEnvFile } from '../../env/find-env-file.ts'
import { loadTarget, type TargetResult } from '../../env/load-target.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { printable } from '../../helpers/text/quote.ts'
import { flagProblem } from '../cli/flag-problem.ts'
import type { Flags } from '../cli/flags.ts'
import { processEnv, root } from './process-env.ts'
import { targetProblems, unsetVariables } from './target-problems.ts'

/** The contract and the target of a run, or everything that is wrong with the flags and variables that name them. */
export type Resolved =
  | {
      readonly kind: 'resolved'
      readonly contract: Contract
      readonly loaded: TargetResult
    }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

/** Loads the contract, then the environment by the variables that the contract declares. */
export async function resolveTarget(
  flags: Flags,
  embedded: Pick<Embedded, 'env' | 'contract'> | undefined,
): Promise<Resolved> {
  const contractFile =
    flags.contract === undefined
      ? (embedded?.contract ?? DEFAULT_CONTRACT)
      : resolve(flags.contract)
  process.once('exit', refuseToEnd)
  try {
    const read = await loadContract(contractFile)
    if (read.kind === 'faults')
      return { kind: 'problems', problems: contractProblems(read.faults, contractFile) }
    const { contract } = read
    const loaded = await loadTarget({
      env: flags.env,
      flags: { expectRevision: flags.expectRevision, wait: flags.waitSeconds },
      processEnv,
      variables: contract.variables,
      oneOf: contract.oneOf,
      purpose: flags.action === 'list' ? 'list' : undefined,
      root: envRoot(flags.env),
      embedded: embedded?.env,
    })
    return { kind: 'resolved', contract, loaded: await withProblems(loaded, contract, flags) }
  } catch (error) {
    if (!(error instanceof UnreadableContract)) throw error
    const message = `${shownPath(contractFile)} ${error.message}`
    const example = '--contract ./my-contract.ts'
    return { kind: 'problems', problems: [flagProblem('--contract', message, example)] }
  } finally {
    process.off('exit', refuseToEnd)
  }
}

/** A contract whose code ends the process ends it before anything was checked: that is no green run. */
function refuseToEnd(): void {
  process.stderr.write('problem  the code of the contract ends the process: it may only export\n')
  process.exitCode = 2
}

/**
 * The folder whose `env/` holds the environment: the working directory, else the suite's own, as for the embedded
 * `local`. A file of `--env` is of the working directory.
 */
function envRoot(env: string): string {
  const here = process.cwd()
  if (isEnvFile(env)) return here
  const holds = (folder: string) => existsSync(join(folder, 'env', `${env}.env`))
  return !holds(here) && (holds(root) || !existsSync(join(here, 'env'))) ? root : here
}

/** With the client certificate. What only lists the checks sends nothing, and needs neither its files nor every variable. */
async function withProblems(
  loaded: TargetResult,
  contract: Contract,
  { action }: Pick<Flags, 'action'>,
): Promise<TargetResult> {
  if (loaded.kind === 'problems') return loaded
  const { environment, origins } = loaded.target
  const read =
    action === 'list' ? loaded.target : await withClientCertificate(loaded.target, Date.now())
  const problems = [
    ...targetProblems(loaded.target, contract, processEnv),
    ...(action === 'list' ? [] : unsetVariables(contract, loaded.target)),
    ...('urls' in read ? [] : read),
  ]
  return problems.length === 0 && 'urls' in read
    ? { kind: 'target', target: read }
    : { kind: 'problems', environment, problems, origins }
}

/** The mistakes of a contract, as problems that stop a run before anything is sent. */
function contractProblems(
  faults: readonly ContractFault[],
  file: string,
): readonly ConfigProblem[] {
  const shown = shownPath(file)
  return faults.map(({ path, message, example }) => ({
    code: 'config.invalid',
    variable: at(path) || 'the contract',
    contract: shown,
    message,
    example,
    from: shown,
  }))
}

/** A file as the reader of the command finds it: from the working directory, unless it lies elsewhere. */
function shownPath(file: string): string {
  const near = relative(process.cwd(), file)
  return printable(near.startsWith('..') || near === '' ? file : near)
}

/** The embedded reference deployment, as the suite reaches it. */
export interface Embedded {
  readonly kind: 'embedded'
  readonly env: Readonly<Record<string, string>>
  /** The contract that promises what a fault breaks, if it is not the usual one. */
  readonly contract?: string
  /** PEM of the root of its certificates, if a fault gives it some. */
  readonly extraCa?: string
  close(): Promise<void>
}

/** Starts the reference deployment with the faults of the command line; an unknown fault is a problem that lists similar names. */
export async function startEmbedded({
  faults,
}: Flags): Promise<
  Embedded | { readonly kind: 'problem'; readonly problem: ConfigProblem; readonly env?: undefined }
> {
  const { startReference } = await import('../../reference/start-reference.ts')
  try {
    const { env, close, contract } = await startReference({ faults })
    const caFile = env.NODE_EXTRA_CA_CERTS
    return {
      kind: 'embedded',
      env,
      close,
      ...(contract !== undefined && { contract: `${root}${contract}` }),
      ...(caFile !== undefined && { extraCa: await readFile(caFile, 'utf8') }),
    }
  } catch (error) {
    if (faults.length === 0) throw error
    const message = `cannot be used: ${error instanceof Error ? error.message : String(error)}`
    return { kind: 'problem', problem: flagProblem('--fault', message, 'npm test -- --faults') }
  }
}
