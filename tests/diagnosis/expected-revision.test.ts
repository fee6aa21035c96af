import { describe, expect, test } from 'vitest'
import { revisionProblems } from '../../command/target/target-problems.ts'
import { expectedRevisionOf } from '../../helpers/diagnosis/judges/health/judge-revision.ts'
import { netra as contract } from '../support/contracts.ts'

describe('the revision that is expected', () => {
  test.each([
    ['of every service', '00317-696', '00317-696', '00317-696'],
    ['of one', 'backend=00317-696', '00317-696', undefined],
    ['of several', 'auth=a-1, backend=b-2', 'b-2', 'a-1'],
    ['of none', undefined, undefined, undefined],
  ])('%s', (_, text, backend, auth) => {
    expect(expectedRevisionOf('backend', text)).toBe(backend)
    expect(expectedRevisionOf('auth', text)).toBe(auth)
  })

  test.each(['00317-696', 'backend=1', 'auth=1,backend=2,frontend=3', undefined])(
    'is fine: %s',
    (text) => expect(revisionProblems(text, 'env/staging.env', contract)).toEqual([]),
  )

  test.each([
    ['bakend=1', 'bakend=1'],
    ['backend=', 'backend='],
    ['backend=1,auth', 'auth='],
  ])('of nobody is refused: %s', (text, named) => {
    expect(revisionProblems(text, 'env/staging.env', contract)).toEqual([
      {
        code: 'config.invalid',
        variable: 'EXPECTED_REVISION',
        message: `expects "${named}", which is not one of auth, backend, frontend with a revision behind it`,
        example: 'auth=00317-696',
        from: 'env/staging.env',
      },
    ])
  })
})
