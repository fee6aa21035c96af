import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContractInput } from '../../../contracts/contract.ts'
import { runCommand } from '../../command/run-command.ts'
import { writeEnvFile } from '../../support/env-file.ts'

/** What one run of the product said: `roots` and `warnings` as they stand in ctrf.json. */
export interface Seen {
  readonly exitCode: number | null
  /** The summary of the first root cause; without one, the first line of the verdict. */
  readonly firstLine: string
  readonly roots: readonly Root[]
  /** `['check.flaky (api)']`. */
  readonly warnings: readonly string[]
  readonly seconds: number
}

export interface Root {
  readonly code: string
  readonly service: string
  readonly summary: string
  readonly evidence: readonly string[]
  readonly nextSteps: readonly string[]
}

/** The product's public way: an env file, a contract file, and the command in a process of its own. */
export interface Asked {
  readonly env: Readonly<Record<string, string>>
  /** Undefined for the built-in platform. */
  readonly contract?: ContractInput
  readonly flags?: readonly string[]
  /** Variables of the process, for what Node reads itself: NODE_EXTRA_CA_CERTS. */
  readonly processEnv?: Readonly<Record<string, string>>
}

export async function runProduct({
  env,
  contract,
  flags = [],
  processEnv = {},
}: Asked): Promise<Seen> {
  const folder = await mkdtemp(join(tmpdir(), 'real-run-'))
  try {
    const file = await writeEnvFile(folder, 'real', { ENVIRONMENT: 'local', ...env })
    const own = join(folder, 'contract.ts')
    if (contract !== undefined) {
      await writeFile(own, `export const contract = ${JSON.stringify(contract)}\n`)
    }
    const began = performance.now()
    const ownContract = contract === undefined ? [] : ['--contract', own]
    const result = await runCommand(['--env', file, ...ownContract, ...flags], processEnv)
    const { rootCauses, warnings } = result.reports.ctrf.results.extra
    return {
      exitCode: result.exitCode,
      firstLine: rootCauses[0]?.summary ?? verdictLine(result.stdout).replaceAll(file, 'real.env'),
      roots: rootCauses,
      warnings: warnings.map(({ code, service }) => `${code} (${service})`),
      seconds: (performance.now() - began) / 1_000,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function verdictLine(stdout: string): string {
  return /^(?:PASS|WARN|FAIL) .*$/m.exec(stdout)?.[0] ?? ''
}
