import * as fc from 'fast-check'
import { CODES } from '../../../helpers/record/code.ts'
import { DECISIONS, type RunRecord } from '../../../helpers/record/run-record.ts'
import { HOSTILE_TEXTS } from './hostile.ts'

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...' `|<>[]()*_~#&@:/\\\'"!-=+.1a\n\r\t$'), maxLength: 30 }),
  fc.constantFrom(...HOSTILE_TEXTS),
)
const texts = fc.array(text, { maxLength: 3 })
const code = fc.constantFrom(...CODES)
const ms = fc.oneof(fc.double(), fc.integer({ min: 0, max: 100_000 }))

const evidence = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('saw' as const), text }),
    fc.record(
      { kind: fc.constant('experiment' as const), changed: text, saw: text, excludes: text },
      { requiredKeys: ['kind', 'changed', 'saw'] },
    ),
    fc.record({ kind: fc.constant('logs' as const), url: text }),
  ),
  { maxLength: 3 },
)

const finding = fc.record(
  {
    code,
    service: text,
    severity: fc.constantFrom('failure' as const, 'warning' as const),
    promise: text,
    asked: text,
    expected: text,
    got: text,
    evidence,
    traceId: text,
    at: text,
    curl: text,
  },
  {
    requiredKeys: [
      'code',
      'service',
      'severity',
      'promise',
      'asked',
      'expected',
      'got',
      'evidence',
    ],
  },
)

const cause = fc.record({
  code,
  service: text,
  summary: text,
  evidence,
  causes: texts,
  nextSteps: texts,
  blocks: texts,
  fails: texts,
  explains: texts,
  findings: fc.array(finding, { maxLength: 2 }),
})

const check = fc.record(
  {
    id: text,
    suite: text,
    part: text,
    title: text,
    status: fc.constantFrom('passed', 'warned', 'failed', 'blocked', 'skipped', 'error'),
    startMs: ms,
    durationMs: ms,
    findings: fc.array(finding, { maxLength: 2 }),
    blockedBy: fc.array(finding, { maxLength: 2 }),
    reason: text,
    position: fc.nat(),
    requests: fc.nat(),
    notes: texts,
    revisions: fc.dictionary(text, text, { maxKeys: 2 }),
  },
  {
    requiredKeys: [
      'id',
      'suite',
      'part',
      'title',
      'status',
      'startMs',
      'durationMs',
      'findings',
      'position',
      'requests',
      'notes',
      'revisions',
    ],
  },
)

const request = fc.record(
  {
    service: text,
    method: text,
    url: text,
    check: text,
    startMs: ms,
    phases: fc.record(
      { turn: ms, dns: ms, tcp: ms, tls: ms, firstByte: ms, body: ms },
      { requiredKeys: [] },
    ),
    status: fc.nat(),
    fault: text,
    traceId: text,
  },
  { requiredKeys: ['method', 'url', 'startMs', 'phases', 'traceId'] },
)

const causeName = fc.record({ code: text, service: text, summary: text })
const causeNames = fc.array(causeName, { maxLength: 2 })
const comparison = fc.record({
  earlier: fc.record(
    {
      runId: text,
      startedAt: text,
      decision: fc.constantFrom(...DECISIONS),
      place: text,
    },
    { requiredKeys: ['runId', 'startedAt', 'decision'] },
  ),
  causes: fc.record({ new: causeNames, fixed: causeNames, still: causeNames, unseen: causeNames }),
  checks: fc.record({ new: texts, fixed: texts, still: texts, unseen: texts }),
})
const places = fc.array(fc.record({ place: text, problem: text }), { maxLength: 3 })

const plainRecord: fc.Arbitrary<RunRecord> = fc.record({
  run: fc.record(
    {
      id: text,
      startedAt: fc.oneof(text, fc.constant('2026-03-02T14:05:00.000Z')),
      durationMs: ms,
      environment: text,
      place: text,
      kind: fc.constantFrom('local', 'development', 'staging', 'production', undefined),
      platform: fc.option(text, { nil: undefined }),
      targets: fc.array(fc.record({ service: text, url: text }), { maxLength: 2 }),
      expectedRevision: text,
      revisions: fc.dictionary(text, text, { maxKeys: 2 }),
      waited: fc.array(
        fc.record({ service: text, waitedMs: ms, ready: fc.boolean(), history: texts }),
        { maxLength: 2 },
      ),
      requests: fc.nat(),
      host: text,
      version: text,
    },
    {
      requiredKeys: [
        'id',
        'startedAt',
        'durationMs',
        'environment',
        'kind',
        'platform',
        'targets',
        'revisions',
        'waited',
        'requests',
        'host',
        'version',
      ],
    },
  ),
  verdict: fc.constantFrom('pass', 'warn', 'fail'),
  decision: fc.constantFrom(...DECISIONS),
  exitCode: fc.constantFrom(0, 1, 2, 130),
  headline: text,
  rootCauses: fc.array(cause, { maxLength: 4 }),
  warnings: fc.array(cause, { maxLength: 2 }),
  checks: fc.array(check, { maxLength: 8 }),
  notes: texts,
  requestLog: fc.record({ requests: fc.array(request, { maxLength: 6 }), leftOut: fc.nat() }),
})

/** Any run record at all, its texts as bad as texts get. */
export const anyRecord: fc.Arbitrary<RunRecord> = fc
  .tuple(plainRecord, fc.option(comparison), fc.option(places))
  .map(([record, compared, several]) => ({
    ...record,
    ...(compared && { comparison: compared }),
    ...(several && { places: several }),
  }))
