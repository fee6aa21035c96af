import { expect, test } from 'vitest'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

test.for<readonly [string, object, object, string]>([
  ['the value of the run', { text: 'other', state: 'open' }, {}, 'data.lost'],
  ['a fixed word beside it', { text: 'note 7', state: 'closed' }, {}, 'route.shape'],
  [
    'a fixed word alone',
    { state: 'closed' },
    { says: [{ at: 'state', is: ['open'] }] },
    'data.lost',
  ],
])('what was stored is %s, where an answer shows another', ([, body, more, code]) => {
  const says = [
    { at: 'text', is: ['note {id}'] },
    { at: 'state', is: ['open'] },
  ]
  const read = goldenPath.steps.find(({ id }) => id === 'thread-read')
  if (read?.kind !== 'request') throw new Error('no step reads the thread')
  expect(judgeStep(answer(200, body), { ...read, says, ...more }, { id: '7' })?.code).toBe(code)
})
