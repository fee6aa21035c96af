import type { ConfigProblem } from '../../env/target.ts'
import { resolveTarget } from '../target/resolve-target.ts'
import { startEmbedded } from '../target/start-embedded.ts'
import { refuse } from '../verdict/refuse.ts'
import { beginRunner, type Tools } from './begin-runner.ts'
import { checkTarget } from './check-target.ts'
import { type CheckThread, startCheckThread } from './check-thread.ts'

export interface Errand extends Tools {
  readonly flagProblems: readonly ConfigProblem[]
  /** The thread of the checks, where it was started before anything else. */
  readonly early: CheckThread | undefined
}

/** Finds out what is to be checked, and checks it; or says why that cannot be. Gives the exit code. */
export async function carryOut({ flagProblems, early, ...tools }: Errand): Promise<number> {
  const { flags, start } = tools
  const isLocal = flags.env === 'local'
  if (flagProblems.length > 0 && isLocal) return refuse(flags, flagProblems, start.version)
  const embedded = isLocal ? await startEmbedded(flags) : undefined
  try {
    if (embedded?.kind === 'problem') return await refuse(flags, [embedded.problem], start.version)
    const resolved = await resolveTarget(flags, embedded?.env)
    const problems = [...flagProblems, ...problemsOf(resolved)]
    if (resolved.kind === 'resolved' && flags.action === 'explain-env') {
      const { explainEnv } = await import('../cli/explain-env.ts')
      process.stdout.write(explainEnv(resolved.loaded))
    }
    if (problems.length > 0 || resolved.kind === 'problems' || resolved.loaded.kind === 'problems')
      return await refuse(flags, problems, start.version)
    if (flags.action === 'explain-env') return 0
    const thread = early ?? startCheckThread()
    try {
      return await checkTarget({
        ...tools,
        ...resolved,
        target: resolved.loaded.target,
        runner: await beginRunner(tools, thread),
        ...(embedded?.extraCa !== undefined && { extraCa: embedded.extraCa }),
      })
    } finally {
      await thread.close()
    }
  } finally {
    if (embedded?.kind === 'embedded') await embedded.close()
  }
}

function problemsOf(resolved: Awaited<ReturnType<typeof resolveTarget>>): readonly ConfigProblem[] {
  if (resolved.kind === 'problems') return resolved.problems
  return resolved.loaded.kind === 'problems' ? resolved.loaded.problems : []
}
