import { z } from 'zod'
import type { Contract } from '../../contracts/contract.ts'
import { readBounded } from '../../env/read-bounded.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import { type CauseName, DECISIONS, type EarlierName } from '../../helpers/record/run-record.ts'
import { environmentName } from '../../helpers/report/words/status-words.ts'
import { quote } from '../../helpers/text/quote.ts'
import { flagProblem } from '../cli/flag-problem.ts'

/** What an earlier run left in its ctrf.json. */
export interface Earlier {
  readonly name: EarlierName
  readonly checks: readonly {
    readonly id: string
    readonly standing: 'kept' | 'broken' | 'unknown'
  }[]
  /** With the ids of the checks that failed on it, or were blocked by it. */
  readonly causes: readonly EarlierCause[]
}

export interface EarlierCause extends CauseName {
  readonly fails: readonly string[]
  readonly blocks: readonly string[]
}

export type EarlierResult =
  | { readonly kind: 'earlier'; readonly earlier: Earlier }
  /** The rest of a sentence about the file. */
  | { readonly kind: 'problem'; readonly message: string }

/** A run of a thousand checks and three thousand requests writes 2 MB. */
const MOST_BYTES = 32 * 1024 * 1024

const text = z.string().max(4_200)
const id = z.string().max(1_000)

/** As much of a ctrf.json of this suite as a comparison needs; other fields are ignored. */
const EARLIER = z.object({
  reportFormat: z.literal('CTRF'),
  results: z.object({
    tool: z.object({ name: z.literal('post-deploy-smoke') }),
    summary: z.object({ start: z.number().min(0).max(4e15) }),
    environment: z.object({
      appName: text.optional(),
      testEnvironment: text,
      extra: z.object({ runId: id, place: id.optional() }),
    }),
    tests: z
      .array(
        z.object({
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'other']),
          extra: z.object({ id, code: id.optional(), service: id.optional() }),
        }),
      )
      .max(100_000),
    extra: z.object({
      decision: z.enum(DECISIONS),
      rootCauses: z
        .array(z.object({ code: id, service: id, summary: text, blocks: z.array(id) }))
        .max(10_000),
    }),
  }),
})

/** The run that `--compare` names, or why there is nothing to compare with. */
export async function earlierRun(
  file: string,
  { environment }: Target,
  { platform }: Contract,
): Promise<
  | { readonly kind: 'earlier'; readonly earlier: Earlier }
  | { readonly kind: 'problem'; readonly problem: ConfigProblem }
> {
  const read = await readEarlier(file, { environment, platform })
  if (read.kind === 'earlier') return read
  const message = `${quote(file, 200)} ${read.message}`
  return {
    kind: 'problem',
    problem: flagProblem('--compare', message, '--compare last/ctrf.json'),
  }
}

/**
 * Reads the `ctrf.json` of an earlier run, which must be of the same contract in the same environment. Whatever else
 * the file is, a problem says so in words.
 */
export async function readEarlier(
  file: string,
  now: { readonly environment: string; readonly platform: string },
): Promise<EarlierResult> {
  const read = await readBounded(file, MOST_BYTES)
  if (read.kind === 'missing') return problem('does not exist')
  if (read.kind === 'unreadable') return problem(read.message)
  const json = parsed(read.text)
  if (json === undefined) return problem('is not JSON: a ctrf.json of an earlier run is needed')
  const seen = EARLIER.safeParse(json)
  if (!seen.success) {
    const [issue] = seen.error.issues
    const where = issue?.path.join('.') ?? ''
    return problem(
      `is not a ctrf.json of this suite: ${quote(where === '' ? 'it' : where, 100)} is not as one has it`,
    )
  }
  const { results } = seen.data
  const { appName, testEnvironment, extra } = results.environment
  const was = environmentName({ environment: testEnvironment })
  const is = environmentName(now)
  if (was !== is)
    return problem(`is of the environment ${quote(was, 100)}, and this run is of ${quote(is, 100)}`)
  if (appName !== undefined && appName !== now.platform)
    return problem(
      `is of the contract ${quote(appName, 100)}, and this run is of ${quote(now.platform, 100)}`,
    )
  const tests = results.tests.filter((test) => !test.extra.id.startsWith('run/'))
  return {
    kind: 'earlier',
    earlier: {
      name: {
        runId: extra.runId,
        startedAt: new Date(results.summary.start).toISOString(),
        decision: results.extra.decision,
        ...(extra.place !== undefined && { place: extra.place }),
      },
      checks: tests.map((test) => ({ id: test.extra.id, standing: STANDING[test.status] })),
      causes: results.extra.rootCauses.map((cause) => ({
        ...cause,
        fails: failedOn(cause, tests),
      })),
    },
  }
}

const STANDING = {
  passed: 'kept',
  failed: 'broken',
  other: 'broken',
  skipped: 'unknown',
  pending: 'unknown',
} as const

function failedOn(
  { code, service }: CauseName,
  tests: readonly {
    readonly status: string
    readonly extra: {
      readonly id: string
      readonly code?: string | undefined
      readonly service?: string | undefined
    }
  }[],
): readonly string[] {
  return tests
    .filter(
      ({ status, extra }) =>
        status === 'failed' && extra.code === code && extra.service === service,
    )
    .map(({ extra }) => extra.id)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function problem(message: string): EarlierResult {
  return { kind: 'problem', message }
}
