// The checks under vitest as a whole: in an editor, with its watch mode or a reporter of its own, as
// `SMOKE_FLAGS="--env staging" npx vitest run`. It shows check by check; only the command waits for the services, finds
// the one cause and writes reports.
import { afterAll } from '@vitest/runner'
import { registerChecks } from '../../runner/register-checks.ts'
import { parseFlags } from '../cli/flags.ts'
import { processEnv } from '../target/process-env.ts'
import { resolveTarget, startEmbedded } from '../target/resolve-target.ts'
import { inputOf } from './check-target.ts'
import { startRun, version } from './run-identity.ts'

const { flags, problems } = parseFlags((processEnv.SMOKE_FLAGS ?? '').split(' ').filter(Boolean))
if (problems.length > 0) throw refusal(problems)
const embedded = flags.env === 'local' ? await startEmbedded(flags) : undefined
if (embedded?.kind === 'problem') throw refusal([embedded.problem])
afterAll(() => embedded?.close())

const resolved = await resolveTarget(flags, embedded)
if (resolved.kind === 'problems') throw refusal(resolved.problems)
const { contract, loaded } = resolved
if (loaded.kind === 'problems') throw refusal(loaded.problems)

const { extraCa } = embedded ?? {}
const run = { flags, contract, target: loaded.target, ...(extraCa !== undefined && { extraCa }) }
const start = startRun(Date.now(), await version())
registerChecks(inputOf({ ...run, start }, []), new AbortController().signal)

function refusal(about: readonly { readonly message: string }[]): Error {
  return new Error(about.map(({ message }) => message).join('\n'))
}
