import { readFile } from 'node:fs/promises'
import type { ConfigProblem } from '../../env/target.ts'
import type { Flags } from '../cli/flags.ts'
import { root } from './process-env.ts'

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
    const message = error instanceof Error ? error.message : String(error)
    return {
      kind: 'problem',
      problem: {
        code: 'config.invalid',
        variable: '--fault',
        message: `cannot be used: ${message}`,
        example: 'npm test -- --faults',
        from: 'the command line',
      },
    }
  }
}
