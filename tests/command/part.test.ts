import { expect, test } from 'vitest'
import { partOf, partsOf } from '../../command/run/run-identity.ts'

test.each([
  [
    'a task of Cloud Run',
    { CLOUD_RUN_TASK_INDEX: '3', CLOUD_RUN_TASK_COUNT: '8', CLOUD_RUN_EXECUTION: 'smoke-x7k2p' },
    { place: 'task-3', part: { of: 8, execution: 'smoke-x7k2p' } },
  ],
  [
    'a pod of an Indexed Job',
    { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '3', JOB_NAME: 'smoke' },
    { place: 'index-0', part: { of: 3, execution: 'smoke' } },
  ],
  [
    'a job of GitLab',
    { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2', CI_PIPELINE_ID: '99' },
    { place: 'node-1', part: { of: 2, execution: '99' } },
  ],
  ['a job of GitHub', { GITHUB_RUN_ID: '7' }, { part: { execution: '7' } }],
  ['a job of Jenkins, which has names of its own', { JOB_NAME: 'deploy' }, {}],
  ['nothing', {}, {}],
  ['what is no number', { CLOUD_RUN_TASK_INDEX: '::error::', CLOUD_RUN_TASK_COUNT: '-1' }, {}],
])('the place of a run is that of %s', (_, env, part) => {
  expect(partOf(env, undefined)).toEqual(part)
})

test('a flag goes before the engine', () => {
  expect(partOf({ CI_NODE_INDEX: '1' }, 'europe-west1')).toEqual({ place: 'europe-west1' })
})

test('how many runs there are is what the engine says', () => {
  expect(partsOf({ JOB_COMPLETIONS: '50' })).toBe(50)
  expect(partsOf({})).toBeUndefined()
})
