import fc from 'fast-check'
import type { Dependencies } from '../../../helpers/diagnosis/causes/explains.ts'
import type { CheckRecord } from '../../../helpers/record/check-record.ts'
import { CODES } from '../../../helpers/record/code.ts'
import type { Finding } from '../../../helpers/record/finding.ts'
import { check } from '../../report/records/check.ts'

const SERVICES = ['auth', 'backend', 'frontend', 'config'] as const

/** Findings of any code about any service: more kinds than any real run can hold at once. */
const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom(...CODES),
    service: fc.constantFrom(...SERVICES),
    severity: fc.constantFrom('failure' as const, 'failure' as const, 'warning' as const),
    subject: fc.option(fc.constantFrom('auth', 'backend', 'database'), { nil: undefined }),
    promise: fc.constantFrom('it answers', 'it is ready', 'it accepts the good token'),
    asked: fc.constantFrom('GET https://api.example.com/', 'POST https://api.example.com/'),
    got: fc.constantFrom('nothing', '503', '401'),
  })
  .map(({ subject, ...rest }) => ({
    ...rest,
    expected: '200',
    evidence: [],
    ...(subject !== undefined && { subject }),
  }))

/** Checks of a run, each with an id of its own. */
export const anyChecks: fc.Arbitrary<readonly CheckRecord[]> = fc
  .array(
    fc.record({
      findings: fc.array(anyFinding, { maxLength: 3 }),
      blockedBy: fc.array(anyFinding, { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )
  .map((checks) =>
    checks.map((found, index) =>
      check(`suite/part/${index}`, 'is kept', { ...found, status: 'failed' }),
    ),
  )

/** Who depends on whom; circles too, since a contract may have them. */
export const anyDependencies: fc.Arbitrary<Dependencies> = fc.dictionary(
  fc.constantFrom(...SERVICES),
  fc.subarray([...SERVICES]),
)
