import type { ConfigProblem } from '../env/target.ts'
import type { Flags } from './flags.ts'

/** The embedded reference deployment, as the suite reaches it. */
export interface Embedded {
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts the reference deployment with the faults asked for; an unknown fault is a problem that lists near ones. */
export async function startEmbedded({ faults }: Flags): Promise<Embedded | { readonly problem: ConfigProblem }> {
  const { startReference } = await import('../reference/start-reference.ts')
  try {
    return await startReference({ faults })
  } catch (error) {
    if (faults.length === 0) throw error
    const message = error instanceof Error ? error.message : String(error)
    return { problem: { code: 'config.invalid', variable: '--fault', message, example: 'npm test -- --faults', from: 'the command line' } }
  }
}
