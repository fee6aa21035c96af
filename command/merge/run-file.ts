import { z } from 'zod'
import { KINDS } from '../../env/kind.ts'
import { readBounded } from '../../env/read-bounded.ts'
import { CODES } from '../../helpers/record/code.ts'
import { DECISIONS, type RunRecord } from '../../helpers/record/run-record.ts'
import { RUN_FILE } from '../../helpers/report/run-file.ts'
import { quote } from '../../helpers/text/quote.ts'

/** A run of a thousand checks and three thousand requests writes 3 MB. */
const MOST_BYTES = 16 * 1024 * 1024

const text = z.string().max(20_000)
const texts = z.array(text)
const ms = z.number().min(0).max(4e15)
const count = z.int().min(0)

const evidence = z.union([
  z.object({ kind: z.literal('saw'), text }),
  z.object({
    kind: z.literal('experiment'),
    changed: text,
    saw: text,
    excludes: z.exactOptional(text),
  }),
  z.object({ kind: z.literal('logs'), url: text }),
])

const finding = z.object({
  code: z.enum(CODES),
  service: text,
  severity: z.enum(['failure', 'warning']),
  subject: z.exactOptional(text),
  promise: text,
  asked: text,
  expected: text,
  got: text,
  summary: z.exactOptional(text),
  said: z.exactOptional(text),
  evidence: z.array(evidence),
  nextSteps: z.exactOptional(texts),
  culprit: z.exactOptional(z.enum(['this-run', 'unclear'])),
  undecided: z.exactOptional(z.literal(true)),
  traceId: z.exactOptional(text),
  at: z.exactOptional(text),
  curl: z.exactOptional(text),
})

const cause = z.object({
  code: z.enum(CODES),
  undecided: z.exactOptional(z.literal(true)),
  service: text,
  summary: text,
  evidence: z.array(evidence),
  causes: texts,
  nextSteps: texts,
  blocks: texts,
  fails: texts,
  explains: texts,
  findings: z.array(finding),
})

const check = z.object({
  id: text,
  suite: text,
  part: text,
  title: text,
  findings: z.array(finding),
  blockedBy: z.exactOptional(z.array(finding)),
  reason: z.exactOptional(text),
  waited: z.exactOptional(z.object({ needsMs: ms, turnMs: ms })),
  requests: count,
  notes: texts,
  revisions: z.record(text, text),
  used: z.exactOptional(texts),
  status: z.enum(['passed', 'warned', 'failed', 'blocked', 'skipped', 'error']),
  position: count,
  startMs: ms,
  durationMs: ms,
})

const run = z.object({
  id: text,
  startedAt: z.iso.datetime(),
  durationMs: ms,
  environment: text,
  place: z.exactOptional(text),
  part: z.exactOptional(z.object({ of: z.exactOptional(count), execution: z.exactOptional(text) })),
  kind: z
    .enum(KINDS)
    .optional()
    .transform((kind) => kind),
  platform: text.optional().transform((platform) => platform),
  targets: z.array(
    z.object({
      service: text,
      url: text,
      dependsOn: z.exactOptional(texts),
      budgets: z.exactOptional(z.array(z.object({ path: text, withinMs: ms }))),
    }),
  ),
  expectedRevision: z.exactOptional(text),
  revisions: z.record(text, text),
  waited: z.array(z.object({ service: text, waitedMs: ms, ready: z.boolean(), history: texts })),
  requests: count,
  host: text,
  version: text,
})

const requestLog = z.object({
  requests: z.array(
    z.object({
      service: z.exactOptional(text),
      method: text,
      url: text,
      check: z.exactOptional(text),
      startMs: ms,
      phases: z.partialRecord(z.enum(['turn', 'dns', 'tcp', 'tls', 'firstByte', 'body']), ms),
      status: z.exactOptional(count),
      fault: z.exactOptional(text),
      traceId: text,
    }),
  ),
  leftOut: count,
})

/** A `run.json` as this version writes it; what else stands in one is left out. */
const RECORD = z.object({
  run,
  verdict: z.enum(['pass', 'warn', 'fail']),
  decision: z.enum(DECISIONS),
  exitCode: z.literal([0, 1, 2, 130]),
  headline: text,
  rootCauses: z.array(cause),
  warnings: z.array(cause),
  checks: z.array(check),
  notes: texts,
  requestLog,
})

/** What it is that a file holds, before anything else of it is looked at. */
const NAME = z.object({ format: z.literal(RUN_FILE.format), formatVersion: z.number() })

export type RunFile =
  | { readonly kind: 'record'; readonly record: RunRecord }
  /** The rest of a sentence about the file. */
  | { readonly kind: 'problem'; readonly message: string }

/** Reads a `run.json`. What it says is data: checked, bounded, and escaped where it is shown. */
export async function readRunFile(path: string): Promise<RunFile> {
  const read = await readBounded(path, MOST_BYTES)
  if (read.kind === 'missing') return problem('has no run.json')
  if (read.kind === 'unreadable') return problem(`has a run.json that ${read.message}`)
  let json: unknown
  try {
    json = JSON.parse(read.text)
  } catch {
    return problem('has a run.json that is not whole JSON')
  }
  const name = NAME.safeParse(json)
  if (!name.success) return problem('has a run.json that this suite did not write')
  if (name.data.formatVersion !== RUN_FILE.formatVersion)
    return problem(
      `has a run.json of the format ${name.data.formatVersion}, and this version reads ${RUN_FILE.formatVersion}`,
    )
  const seen = RECORD.safeParse(json)
  if (seen.success) return { kind: 'record', record: seen.data }
  const where = seen.error.issues[0]?.path.join('.') ?? ''
  return problem(`has a run.json that is wrong at ${quote(where, 100)}`)
}

function problem(message: string): RunFile {
  return { kind: 'problem', message }
}
