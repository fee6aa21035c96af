import { expect, test } from 'vitest'
import { decisionOf, headline } from '../../helpers/report/words/headline.ts'
import { cause } from './records/cause.ts'
import { check } from './records/check.ts'
import { finding } from './records/finding.ts'

const RUN = {
  environment: 'staging',
  checks: [check('a/b/c', 'is kept')],
  rootCauses: [],
  warnings: [],
  durationMs: 4200,
  cutShort: undefined,
  notJudged: 0,
  alone: 'pass',
  problems: 0,
} as const

test('says what was not tried', () => {
  expect(headline(RUN)).toBe('staging works: 1 promise kept in 4.2 s')
  expect(headline({ ...RUN, untried: ['nothing was written', 'only health'] })).toBe(
    'staging works as far as it was tried (nothing was written; only health): 1 promise kept in 4.2 s',
  )
})

test('blames the deployment for nothing that only this run has wrong', () => {
  const own = cause({ findings: [finding({ culprit: 'this-run' })] })
  const turnedAway = cause({ code: 'service.throttled' })
  const undecided = cause({ code: 'http.reset', undecided: true })
  const unclear = cause({ findings: [finding({ culprit: 'unclear' })] })
  for (const rootCauses of [[own], [unclear], [turnedAway], [own, turnedAway], [undecided]]) {
    expect(headline({ ...RUN, rootCauses })).toMatch(/^staging could not be judged: /)
    expect(decisionOf('fail', rootCauses, 1)).toBe('hold')
  }
  expect(headline({ ...RUN, rootCauses: [own, cause()] })).toMatch(/^staging is broken: /)
  expect(decisionOf('fail', [own, cause()], 1)).toBe('rollback')
})
